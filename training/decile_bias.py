"""Bias by decile of the prediction: among what was predicted alike, does the middle price agree?

Deciles of the *prediction*, for deciles of the price would show a perfect model as biased: whoever sorts by the outcome finds the lucky ones on top.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.price import QUANTILES
from valuation.ratio_intervals import median_interval

Array = NDArray[np.float64]
DECILES, LEAST = 10, 30
"""Groups, and the fewest contracts of one: thinner data make fewer groups."""
_MEDIAN = QUANTILES.index(0.5)


@dataclass(frozen=True)
class DecileBias:
    """One of `of` groups, cheapest first: its median prediction in ln(price), median ratio prediction / price with the interval of IAAO, coverage."""

    decile: int
    of: int
    n: int
    predicted: float
    ratio: float
    low: float
    high: float
    cover90: float


def decile_biases(truth: Array, quantiles: Array) -> tuple[DecileBias, ...]:
    """Up to ten groups of at least 30, by the predicted median; `truth` (n,), `quantiles` (n, 7) in ln(price), n at least 1."""
    median = quantiles[:, _MEDIAN]
    groups = predicted_groups(median)
    found = []
    for at, rows in enumerate(groups):
        ratios = np.exp(median[rows] - truth[rows])
        low, high = median_interval(ratios)
        inside = (truth[rows] >= quantiles[rows, 0]) & (truth[rows] <= quantiles[rows, -1])
        found.append(DecileBias(at + 1, len(groups), len(rows), float(np.median(median[rows])), float(np.median(ratios)), low, high, float(inside.mean())))
    return tuple(found)


def largest_bias(truth: Array, quantiles: Array) -> float:
    """The largest |ln median ratio| of these groups: 0.10 means that some decile is predicted about 10 % too high or too low."""
    error = quantiles[:, _MEDIAN] - truth
    return max(abs(float(np.median(error[rows]))) for rows in predicted_groups(quantiles[:, _MEDIAN]))


def predicted_groups(median: Array) -> list[NDArray[np.int64]]:
    """Rows by rising prediction, in groups of equal number; equal predictions keep their order."""
    return np.array_split(np.argsort(median, kind="stable"), min(max(len(median) // LEAST, 1), DECILES))
