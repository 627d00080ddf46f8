"""The figures of one model on one split, and the losses behind them row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.price_losses import pinball, winkler
from valuation.price import QUANTILES
from valuation.ratio_study import mdape

_MEDIAN = QUANTILES.index(0.5)


@dataclass(frozen=True)
class Figures:
    """`rmse` judges the mean of ln(price), `mdape` the median price; `cover90`, `width90` (median) and `winkler90` the 90 % interval in ln(price);
    `pinball` is the mean over the seven quantiles.
    """

    rmse: float
    mdape: float
    cover90: float
    width90: float
    winkler90: float
    pinball: float


def figures(truth: NDArray[np.float64], mean: NDArray[np.float64], quantiles: NDArray[np.float64]) -> Figures:
    """For `truth` and `mean` (n,) and `quantiles` (n, 7), all ln(price)."""
    low, high = quantiles[:, 0], quantiles[:, -1]
    return Figures(
        rmse=float(np.sqrt(np.mean((mean - truth) ** 2))),
        mdape=mdape(np.exp(quantiles[:, _MEDIAN]), np.exp(truth)),
        cover90=float(np.mean(inside(truth, quantiles))),
        width90=float(np.median(high - low)),
        winkler90=float(np.mean(winkler(truth, low, high))),
        pinball=float(np.mean(pinball(truth, quantiles))),
    )


def inside(truth: NDArray[np.float64], quantiles: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each truth (n,) lies in the 90 % interval."""
    return (truth >= quantiles[:, 0]) & (truth <= quantiles[:, -1])
