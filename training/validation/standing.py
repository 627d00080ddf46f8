"""Where each price stands against its own segment and time, by medians, so that a wrong unit cannot move what it is compared with.

ln(price) is centred by the median of the neighbouring years, then by each nested segment, then by the segment's neighbouring years. A median of n
contracts counts n / (n + 10) of itself: thin segments borrow the level of the wider one. The spread is the segment's own median absolute deviation
(× 1.4826, a standard deviation for normal residuals), drawn to that of all contracts as if by 30 of them, and at least 0.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus
from training.numbering import numbered
from training.segments import fit_segments, segment_columns
from valuation.features import decimal_years, features

BORROWED, BORROWED_SPREAD, LEAST_SPREAD = 10.0, 30.0, 0.1
NEAR_YEARS = 1.0


@dataclass(frozen=True)
class Standing:
    """Of m priced rows: `rows` (m,) in the corpus, `years` (m,) whole, `log_price`, `residual` and `spread` (m,) in ln(price); `segment` (m,) numbers the
    widest segments (depth 1) and `names` are theirs; `nest` (m,) numbers the narrowest.
    """

    rows: NDArray[np.int64]
    years: NDArray[np.int64]
    log_price: NDArray[np.float64]
    residual: NDArray[np.float64]
    spread: NDArray[np.float64]
    segment: NDArray[np.int64]
    names: tuple[str, ...]
    nest: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)


def standing(corpus: Corpus) -> Standing:
    """The standing of every priced row; segments as the mapping names them, else those that explain most of ln(price)."""
    rows = corpus.priced
    log_price = np.log(corpus.amounts[rows])
    years = np.floor(decimal_years(corpus.columns.dates[rows])).astype(np.int64)
    categories = features(corpus.columns.take(rows), corpus.schema).categories
    columns = segment_columns(corpus, categories, log_price)
    keys = fit_segments(categories, columns).keys(categories)
    names, segment = numbered(categories[:, columns[0]]) if columns else ([""], np.zeros(len(rows), np.int64))
    nest = keys[-1] if keys else np.zeros(len(rows), np.int64)
    residual = centred(log_price, years, keys)
    return Standing(rows, years, log_price, residual, spreads(residual, nest), segment, tuple(names), nest)


def centred(log_price: NDArray[np.float64], years: NDArray[np.int64], keys: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """ln(price) (m,) without the level of its years and nested segments (one (m,) of numbers per depth)."""
    residual = log_price - np.median(log_price) if len(log_price) else log_price
    everyone = np.zeros(len(log_price), dtype=np.int64)
    residual = residual - _near_years(residual, years, everyone)
    for key in keys:
        counts = np.bincount(key)
        residual = residual - (group_medians(residual, key) * counts / (counts + BORROWED))[key]
    return np.asarray(residual - _near_years(residual, years, keys[-1]) if keys else residual)


def spreads(residual: NDArray[np.float64], nest: NDArray[np.int64]) -> NDArray[np.float64]:
    """Robust standard deviation of each row's segment, (m,)."""
    if not len(residual):
        return np.empty(0)
    overall = 1.4826 * float(np.median(np.abs(residual)))
    counts = np.bincount(nest)
    own = 1.4826 * group_medians(np.abs(residual), nest)
    shrunk = (counts * own + BORROWED_SPREAD * overall) / (counts + BORROWED_SPREAD)
    return np.asarray(np.maximum(shrunk, LEAST_SPREAD)[nest])


def group_medians(values: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Median of each group 0 … max, 0 where a group is empty."""
    order = np.lexsort((values, groups))
    counts = np.bincount(groups)
    starts = np.cumsum(counts) - counts
    held = np.maximum(counts, 1)
    low, high = starts + (held - 1) // 2, starts + held // 2
    ranked = np.append(values[order], 0.0)
    return np.where(counts > 0, (ranked[np.minimum(low, len(values))] + ranked[np.minimum(high, len(values))]) / 2, 0.0)


def _near_years(residual: NDArray[np.float64], years: NDArray[np.int64], key: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each row the shrunk median of its group in the years around its own."""
    level = np.zeros(len(residual))
    for year in np.unique(years):
        near, own = np.abs(years - year) <= NEAR_YEARS, years == year
        counts = np.bincount(key[near], minlength=int(key.max()) + 1)
        medians = np.zeros(len(counts))
        found = group_medians(residual[near], key[near])
        medians[: len(found)] = found
        level[own] = (medians * counts / (counts + BORROWED))[key[own]]
    return level
