"""Ratio statistics: how well appraised values follow prices.

A ratio is appraised value / price, without unit. Every function takes two arrays (n,) of values and prices in the same currency, all positive and
finite; anything else is a ValueError. Source: IAAO Standard on Ratio Studies. The ranges it accepts are for housing, and technology prices are far
noisier: PRD and PRB inform here and never gate (`docs/domain.md`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def median_ratio(values: Array, prices: Array) -> float:
    """Level of appraisal: 1 means values sit at the prices, 0.9 that they lie 10 % below."""
    return float(np.median(_ratios(values, prices)))


def cod(values: Array, prices: Array) -> float:
    """Coefficient of dispersion, in percent: mean absolute deviation of the ratios from their median, over the median."""
    ratios = _ratios(values, prices)
    median = np.median(ratios)
    return float(100 * np.mean(np.abs(ratios - median)) / median)


def prd(values: Array, prices: Array) -> float:
    """Price-related differential: mean ratio over value-weighted ratio. Above 1.03, dear items are appraised too low.

    Even a perfect median model shows e^(σ²) where its log residuals spread by σ: 1.16 at σ = 0.38.
    """
    return float(np.mean(_ratios(values, prices)) / (values.sum() / prices.sum()))


def prb(values: Array, prices: Array) -> float:
    """Price-related bias: change of the ratio, relative to its median, for each doubling of value.

    The slope (not the intercept) of the relative ratio on log2 of the average of price and level-corrected value.
    Negative when dear items are appraised too low; NaN where all items are of one size, so that there is no slope.
    """
    ratios = _ratios(values, prices)
    median = np.median(ratios)
    relative = (ratios - median) / median
    size = np.log2(0.5 * (values / median + prices))
    apart = size - size.mean()
    spread = float(apart @ apart)
    return float(apart @ relative) / spread if spread > 0 else float("nan")


def mdape(values: Array, prices: Array) -> float:
    """Median absolute percentage error as a fraction: half of the values lie within this share of the price."""
    return float(np.median(np.abs(_ratios(values, prices) - 1)))


def share_within(values: Array, prices: Array, factor: float) -> float:
    """Fraction of values between price ÷ factor and price × factor, both inclusive; factor 2 is the usual one for technology."""
    if not factor >= 1:
        raise ValueError(f"a factor is at least 1, not {factor}")
    return float(np.mean(np.abs(np.log(_ratios(values, prices))) <= np.log(factor) * (1 + 1e-12)))


def _ratios(values: Array, prices: Array) -> Array:
    if values.ndim != 1 or values.shape != prices.shape or not len(values):
        raise ValueError(f"values and prices are two columns of one length, at least 1, not {values.shape} and {prices.shape}")
    if not (np.isfinite(values).all() and np.isfinite(prices).all() and (values > 0).all() and (prices > 0).all()):
        raise ValueError("values and prices must be positive and finite: leave out what has no price")
    return values / prices
