"""Forests that nobody trained: leaf-wise trees whose splits lie at random quantiles of the rows that reach them.

Rows scatter over them as over LightGBM's: the largest leaf is split next, give or take, so that a row passes about 1.25 × log2(leaves) nodes, as in the
trees of the built-in demo bundle.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from training.trees import Forest

LEAST_ROWS = 8
ATTEMPTS = 40
"""Columns tried on a leaf before it is left as it is."""

Rows = NDArray[np.float32]


def grown(rows: Rows, trees: int, leaves: int, columns: NDArray[np.float64], spread: float, generator: np.random.Generator) -> Forest:
    """That many trees of `leaves` leaves over rows (n, features); `columns` (features,) are the chances of each to be split on, and the leaves of a tree
    lie `spread` around 0.
    """
    by_column = np.ascontiguousarray(rows.T)
    parts = [_tree(by_column, at, leaves, columns, spread, generator) for at in range(trees)]
    return Forest(*(np.concatenate([getattr(part, name) for part in parts]) for name in Forest.__dataclass_fields__))


def _tree(by_column: Rows, number: int, leaves: int, columns: NDArray[np.float64], spread: float, generator: np.random.Generator) -> Forest:
    inner = leaves - 1
    every = 2 * leaves - 1
    feature, left, right, cover = (np.zeros(every, dtype=np.int64) for _ in range(4))
    threshold, nan_left = np.zeros(every, dtype=np.float32), np.zeros(every, dtype=bool)
    drawn = _drawn(columns, generator)
    urge = iter(generator.lognormal(0.0, 0.7, size=2 * leaves).tolist())
    # (less its rows times luck, place in the order of birth, rows, the node above, whether it is its left child)
    waiting: list[tuple[float, int, NDArray[np.int64], int, bool]] = [(0.0, 0, np.arange(by_column.shape[1]), -1, False)]
    done: list[tuple[NDArray[np.int64], int, bool]] = []
    born = node = 0
    while node < inner:
        _, _, here, above, is_left = heapq.heappop(waiting)
        split = _split(by_column, here, drawn, generator)
        if split is None:
            done.append((here, above, is_left))
            continue
        feature[node], threshold[node], nan_left[node], goes_left = split
        cover[node] = len(here)
        if above >= 0:
            (left if is_left else right)[above] = node
        for side, part in ((True, here[goes_left]), (False, here[~goes_left])):
            born += 1
            heapq.heappush(waiting, (-len(part) * next(urge), born, part, node, side))
        node += 1
    for leaf, (here, above, is_left) in enumerate([*done, *(entry[2:] for entry in waiting)]):
        (left if is_left else right)[above] = inner + leaf
        cover[inner + leaf] = len(here)
    is_leaf = np.arange(every) >= inner
    value = np.where(is_leaf, generator.normal(0.0, spread, size=every), 0.0)
    return Forest(
        tree=np.full(every, number),
        node=np.arange(every),
        feature=feature,
        threshold=threshold,
        nan_left=nan_left,
        left=left,
        right=right,
        value=value,
        cover=cover,
        leaf=np.where(is_leaf, np.arange(every) - inner, -1),
    )


def _split(
    by_column: Rows, here: NDArray[np.int64], drawn: Iterator[int], generator: np.random.Generator
) -> tuple[int, np.float32, bool, NDArray[np.bool_]] | None:
    """Column, threshold, where NaN goes and which rows go left; None where no column drawn parts these rows."""
    if len(here) < 2 * LEAST_ROWS:
        return None
    for column in islice(drawn, ATTEMPTS):
        values = by_column[column, here]
        threshold = values[int(generator.integers(len(here)))]
        nan_left = bool(threshold >= 0)
        goes_left = values <= threshold
        if nan_left:
            goes_left |= np.isnan(values)
        if LEAST_ROWS <= int(goes_left.sum()) <= len(here) - LEAST_ROWS:
            return column, threshold, nan_left, goes_left
    return None


def _drawn(columns: NDArray[np.float64], generator: np.random.Generator) -> Iterator[int]:
    while True:
        yield from generator.choice(len(columns), size=256, p=columns).tolist()
