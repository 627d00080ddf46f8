"""The figures by which predicted prices are judged against actual ones: one set for `make evaluate`, the training report and promotion.

RMSE judges the mean of ln(price); everything else judges the quantiles. Every figure is defined in `docs/evaluation.md`. R² on ln(price) is left out on
purpose: most of the variance lies between segments, so it praises a model that knows nothing but them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.decile_bias import largest_bias
from training.price_losses import crps, pinball, winkler
from valuation.price import QUANTILES
from valuation.ratio_study import cod, mdape, median_ratio, prb, prd, share_within

Array = NDArray[np.float64]

GATES = ("pinball", "winkler90", "cover90", "decile_bias", "slope")
"""The figures that may decide: proper scores, coverage, bias by predicted decile, slope. All others inform: noise moves them even for a perfect model."""
_AT = {level: at for at, level in enumerate(QUANTILES)}


@dataclass(frozen=True)
class PriceStudy:
    """Figures over `n` answered contracts, `answered` their share of those asked (the hit rate). Losses and widths in ln(price); `cod` in percent.

    `decile_bias`: the largest |ln median ratio| by decile of the prediction. `slope`: of ln(price) on the predicted median, 1 where predictions neither
    exaggerate nor play down differences, with its 95 % interval; NaN where all predictions are the same.
    """

    n: int
    answered: float
    rmse: float
    mdape: float
    within2: float
    median_ratio: float
    pinball: float
    crps: float
    cover90: float
    cover80: float
    cover50: float
    width90: float
    winkler90: float
    decile_bias: float
    slope: float
    slope_low: float
    slope_high: float
    cod: float
    prd: float
    prb: float


def price_study(truth: Array, mean: Array, quantiles: Array, asked: int) -> PriceStudy:
    """Figures for n answered contracts, n at least 1: `truth` and `mean` (n,), `quantiles` (n, 7), all ln(price); `asked` counts the refused ones too."""
    median = quantiles[:, _AT[0.5]]
    low, high = quantiles[:, 0], quantiles[:, -1]
    values, prices = np.exp(median), np.exp(truth)
    slope, slope_low, slope_high = _slope(truth, median)
    return PriceStudy(
        n=len(truth),
        answered=len(truth) / asked,
        rmse=rmse(truth, mean),
        mdape=mdape(values, prices),
        within2=share_within(values, prices, 2.0),
        median_ratio=median_ratio(values, prices),
        pinball=float(pinball(truth, quantiles).mean()),
        crps=float(crps(truth, quantiles).mean()),
        cover90=coverage(truth, quantiles, 0.05, 0.95),
        cover80=coverage(truth, quantiles, 0.10, 0.90),
        cover50=coverage(truth, quantiles, 0.25, 0.75),
        width90=float(np.median(high - low)),
        winkler90=float(winkler(truth, low, high).mean()),
        decile_bias=largest_bias(truth, quantiles),
        slope=slope,
        slope_low=slope_low,
        slope_high=slope_high,
        cod=cod(values, prices),
        prd=prd(values, prices),
        prb=prb(values, prices),
    )


def gate_figures(truth: Array, quantiles: Array) -> dict[str, float]:
    """The figures of `GATES` alone, for one set of rows; shapes as in `price_study`."""
    study = price_study(truth, quantiles[:, _AT[0.5]], quantiles, asked=len(truth))
    return {name: float(getattr(study, name)) for name in GATES}


def rmse(truth: Array, guess: Array) -> float:
    """Root of the mean squared error of ln(price)."""
    return float(np.sqrt(np.mean((guess - truth) ** 2)))


def coverage(truth: Array, quantiles: Array, low: float, high: float) -> float:
    """Share of prices between two of the seven quantiles, both inclusive."""
    return float(np.mean((truth >= quantiles[:, _AT[low]]) & (truth <= quantiles[:, _AT[high]])))


def _slope(truth: Array, median: Array) -> tuple[float, float, float]:
    """Least squares, with the standard error that allows for unequal spread (HC1)."""
    apart = median - median.mean()
    spread = float((apart**2).sum())
    if len(truth) < 3 or spread <= 1e-12 * len(truth):
        return (float("nan"),) * 3
    slope = float((apart * truth).sum()) / spread
    residual = truth - truth.mean() - slope * apart
    error = float(np.sqrt((apart**2 * residual**2).sum() * len(truth) / (len(truth) - 2))) / spread
    return slope, slope - 1.96 * error, slope + 1.96 * error
