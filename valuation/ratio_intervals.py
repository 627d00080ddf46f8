"""95 % intervals of ratio statistics by formula: of the median from order statistics, of the weighted mean, of the slope PRB.

Source: IAAO Standard on Ratio Studies (2013), whose table 1-1 prints 0.684-1.067 for the median and 0.806-1.024 for the weighted mean. Bootstrap
intervals, for every statistic alike, stand in `ratio_table.py`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from valuation.ratio_study import median_ratio, prb, weighted_mean_ratio

Array = NDArray[np.float64]
Interval = tuple[float, float]
NOTHING: Interval = (float("nan"), float("nan"))
_Z = 1.959963984540054
"""The 97.5 % point of a standard normal."""


def median_interval(ratios: Array) -> Interval:
    """Order statistics j ranks away from the median, j = 1.96 √n / 2 (and ½ more where n is even), rounded up; NaN where n is too small for them."""
    n = len(ratios)
    count = math.ceil(_Z * math.sqrt(n) / 2 + (0.0 if n % 2 else 0.5))
    low, high = (n // 2 - count, n // 2 + count - (n + 1) % 2)
    if low < 0 or high >= n:
        return NOTHING
    ends = np.partition(ratios, (low, high))
    return float(ends[low]), float(ends[high])


def weighted_mean_interval(values: Array, prices: Array) -> Interval:
    """Weighted mean ratio ± Student's t times its standard error, as that of a ratio of two sums."""
    n, ratio = len(values), weighted_mean_ratio(values, prices)
    if n < 2:
        return NOTHING
    apart = values - ratio * prices
    error = math.sqrt(float((apart**2).sum()) / (n - 1) / n) / float(prices.mean())
    reach = student_t(n - 1) * error
    return ratio - reach, ratio + reach


def prb_standard_error(values: Array, prices: Array) -> float:
    """Standard error of PRB as an ordinary least-squares slope; NaN below three items or where all are of one size."""
    slope, median = prb(values, prices), median_ratio(values, prices)
    if len(values) < 3 or not math.isfinite(slope):
        return float("nan")
    relative, size = (values / prices - median) / median, np.log2(0.5 * (values / median + prices))
    apart = size - size.mean()
    residual = relative - relative.mean() - slope * apart
    return math.sqrt(float((residual**2).sum()) / (len(values) - 2) / float((apart**2).sum()))


def prb_interval(values: Array, prices: Array) -> Interval:
    """PRB ± Student's t times its standard error."""
    slope, error = prb(values, prices), prb_standard_error(values, prices)
    if not math.isfinite(error):
        return NOTHING
    reach = student_t(len(values) - 2) * error
    return slope - reach, slope + reach


def student_t(freedom: int) -> float:
    """The 97.5 % point of Student's t, to 0.001 from 4 degrees of freedom on (Abramowitz & Stegun 26.7.5)."""
    z, v = _Z, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / v + second / v**2 + third / v**3 + fourth / v**4
