"""How closely a column follows the price: the measures behind every refusal, each 1 where the column is the price in disguise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST_ROWS, LEAST_VALUES = 100, 50
"""Fewer known values than that prove nothing; a category of few values may well be the rule that sets the price."""
LEAST_BANDS, LEAST_BAND_AMOUNTS = 4, 10
LEAST_GROUP = 5


def rank_correlation(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Spearman's, with middle ranks for ties; NaN where a side does not vary."""
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    return float(np.corrcoef(middle_ranks(left), middle_ranks(right))[0, 1])


def log_correlation(values: NDArray[np.float64], log_price: NDArray[np.float64]) -> float:
    """Pearson's of the logarithms, which a little noise on fixed amounts leaves high where it shuffles the ranks; 0 where a value is not positive."""
    if values.min() <= 0 or np.ptp(values) == 0 or np.ptp(log_price) == 0:
        return 0.0
    return float(np.corrcoef(np.log(values), log_price)[0, 1])


def middle_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 0.5, equal values sharing the middle one; (n,)."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[inverse])


def group_ranks(values: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Middle rank of each value within its group, from -0.5 to 0.5; (n,)."""
    _, group, counts = np.unique(groups, return_inverse=True, return_counts=True)
    order = np.lexsort((values, group))
    ordered, group_of = values[order], group[order]
    new = np.concatenate([[True], (np.diff(ordered) != 0) | (np.diff(group_of) != 0)])
    run = np.cumsum(new) - 1
    starts = np.flatnonzero(new)
    middle = starts + (np.diff(np.append(starts, len(values))) - 1) / 2
    first = np.cumsum(counts) - counts
    ranks = np.empty(len(values))
    ranks[order] = (middle[run] - first[group_of] + 0.5) / counts[group_of] - 0.5
    return ranks


def correlation_within(values: NDArray[np.float64], log_price: NDArray[np.float64], groups: NDArray[np.int64]) -> float:
    """Rank correlation within groups, pooled: 1 for a price deflated by year, or relative to its segment; NaN where too few rows share a group."""
    _, group, counts = np.unique(groups, return_inverse=True, return_counts=True)
    shared = counts[group] >= LEAST_GROUP
    if shared.sum() < LEAST_ROWS:
        return float("nan")
    left, right = (group_ranks(one[shared], group[shared]) for one in (values, log_price))
    spread = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return float((left * right).sum()) / spread if spread > 0 else float("nan")


def explained_by_others(values: NDArray[np.object_], log_price: NDArray[np.float64]) -> float:
    """Share of the variance of ln(price) explained by the mean of the *other* contracts of the same value; 0 for few values or few repeated ones."""
    numbers = {value: at for at, value in enumerate(dict.fromkeys(values))}
    group = np.asarray([numbers[value] for value in values], dtype=np.int64)
    count = np.bincount(group)[group]
    repeated = count > 1
    if len(numbers) < LEAST_VALUES or repeated.sum() < LEAST_ROWS:
        return 0.0
    others = (np.bincount(group, log_price)[group] - log_price)[repeated] / (count[repeated] - 1)
    variance = float(np.var(log_price[repeated]))
    return 1 - float(np.mean((log_price[repeated] - others) ** 2)) / variance if variance > 0 else 0.0


def banded(values: NDArray[np.object_], log_price: NDArray[np.float64]) -> float:
    """Share of the greatest possible variance of price ranks that the values explain: 1 where they cut the prices into bands that do not overlap.

    0 for fewer than `LEAST_BANDS` values, and where a value has few distinct amounts: a programme with fixed amounts is a rule, not a band.
    """
    numbers = {value: at for at, value in enumerate(dict.fromkeys(values))}
    group = np.asarray([numbers[value] for value in values], dtype=np.int64)
    distinct = np.bincount(np.unique(np.column_stack([group, np.unique(log_price, return_inverse=True)[1]]), axis=0)[:, 0])
    wide = distinct >= LEAST_BAND_AMOUNTS
    if wide.sum() < LEAST_BANDS or wide[group].mean() < 0.9:
        return 0.0
    group, log_price = group[wide[group]], log_price[wide[group]]
    counts = np.bincount(group)
    ranks = middle_ranks(log_price)
    shares = counts / len(group)
    most = 1 - float((shares**3).sum())
    held = counts > 0
    means = np.bincount(group, ranks)[held] / counts[held]
    between = float((counts[held] * (means - ranks.mean()) ** 2).sum()) / len(ranks)
    return between / float(np.var(ranks)) / most if np.var(ranks) > 0 else 0.0
