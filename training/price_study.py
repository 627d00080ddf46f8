"""The figures by which predicted prices are judged against actual ones: accuracy, ratio statistics, calibration of the intervals.

RMSE judges the mean of ln(price); everything else judges the quantiles. `winkler90` is the interval score of the 90 % interval in ln(price):
its width plus 20 times what falls outside (Gneiting & Raftery 2007). R² on ln(price) is left out on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.price import QUANTILES
from valuation.ratio_study import cod, mdape, median_ratio, prb, prd, share_within


@dataclass(frozen=True)
class PriceStudy:
    """`n` answered contracts, `answered` their share; `pinball` is the mean over the seven quantiles; COD in percent."""

    n: int
    answered: float
    rmse: float
    mdape: float
    within2: float
    median_ratio: float
    cover90: float
    cover50: float
    width90: float
    winkler90: float
    pinball: float
    cod: float
    prd: float
    prb: float


def price_study(truth: NDArray[np.float64], mean: NDArray[np.float64], quantiles: NDArray[np.float64], asked: int) -> PriceStudy:
    """Figures for n answered contracts: `truth` and `mean` (n,), `quantiles` (n, 7), all ln(price); `asked` counts the refused ones too."""
    low, high = quantiles[:, 0], quantiles[:, -1]
    values, prices = np.exp(quantiles[:, QUANTILES.index(0.5)]), np.exp(truth)
    outside = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    error = truth[:, None] - quantiles
    levels = np.asarray(QUANTILES)
    return PriceStudy(
        n=len(truth),
        answered=len(truth) / asked,
        rmse=float(np.sqrt(np.mean((mean - truth) ** 2))),
        mdape=mdape(values, prices),
        within2=share_within(values, prices, 2.0),
        median_ratio=median_ratio(values, prices),
        cover90=float(np.mean((truth >= low) & (truth <= high))),
        cover50=float(np.mean((truth >= quantiles[:, QUANTILES.index(0.25)]) & (truth <= quantiles[:, QUANTILES.index(0.75)]))),
        width90=float(np.median(high - low)),
        winkler90=float(np.mean(high - low + 20 * outside)),
        pinball=float(np.mean(np.maximum(levels * error, (levels - 1) * error))),
        cod=cod(values, prices),
        prd=prd(values, prices),
        prb=prb(values, prices),
    )
