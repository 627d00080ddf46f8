"""Ratio statistics: how well appraised values follow prices.

A ratio is appraised value / price, without unit. Every function takes two arrays (n,) of values and prices in the same currency, all positive and
finite; anything else is a ValueError. Source: IAAO Standard on Ratio Studies (2013; the vertical equity indicator from its revision of 2025). The ranges
it accepts are for housing, and technology prices are far noisier: PRD, PRB, MKI and VEI inform here and never gate (`docs/evaluation.md`).

Intervals stand in `ratio_intervals.py`, trimming in `ratio_trimming.py`, what a perfect model would show in `perfect_ratio.py`, all of it in
`ratio_table.py`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEAST_VEI = 20


def median_ratio(values: Array, prices: Array) -> float:
    """Level of appraisal: 1 means values sit at the prices, 0.9 that they lie 10 % below."""
    return float(np.median(_ratios(values, prices)))


def mean_ratio(values: Array, prices: Array) -> float:
    """Mean of the ratios, each contract alike; high ratios pull it up."""
    return float(np.mean(_ratios(values, prices)))


def weighted_mean_ratio(values: Array, prices: Array) -> float:
    """Sum of the values over the sum of the prices: the mean of the ratios weighted by price, so that dear contracts decide."""
    _ratios(values, prices)
    return float(values.sum() / prices.sum())


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
    spread = float((apart**2).sum())  # no BLAS: its threads cost more than these sums
    return float((apart * relative).sum()) / spread if spread > 0 else float("nan")


def mki(values: Array, prices: Array) -> float:
    """Modified Kakwani index: Gini of the values, in the order of the prices, over Gini of the prices (Quintos 2020).

    Below 1 dear items are appraised too low. Items of one price share their mean rank, so that the order of the rows does not matter. NaN where all
    prices are the same.
    """
    _ratios(values, prices)
    _, inverse, counts = np.unique(prices, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]  # from 1

    def gini(amounts: Array) -> float:
        return float(2 * (amounts * rank).sum() / amounts.sum() - (len(rank) + 1)) / len(rank)

    return gini(values) / gini(prices) if len(counts) > 1 else float("nan")


def vei(values: Array, prices: Array) -> float:
    """Vertical equity indicator, in percent: median ratio of the dearest group less that of the cheapest, over the median of all.

    Groups of equal number by the average of price and level-corrected value: 2 up to 50 items, 4 up to 500, else 10. Negative when dear items are
    appraised too low. NaN below 20 items. Source: the revision of 2025, as openavmkit's vertical equity study (0a4e939) describes it; the standard's own
    text was not seen (certainty K).
    """
    ratios = _ratios(values, prices)
    if len(ratios) < LEAST_VEI:
        return float("nan")
    median = np.median(ratios)
    size = 0.5 * (values / median + prices)
    groups = np.array_split(np.lexsort((ratios, size)), 2 if len(ratios) <= 50 else 4 if len(ratios) <= 500 else 10)
    return float(100 * (np.median(ratios[groups[-1]]) - np.median(ratios[groups[0]])) / median)


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
