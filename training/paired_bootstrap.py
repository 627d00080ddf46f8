"""How sure a difference between two models is, judged on the same contracts: contracts of one project are drawn together, for they are alike.

The percentile bootstrap over clusters (Davison & Hinkley 1997, 3.8): projects are drawn with replacement, and the mean difference is taken anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
_BLOCK = 1_000_000
"""Projects drawn at once: bounds the memory."""


@dataclass(frozen=True)
class Difference:
    """Mean of (a − b) per contract, with the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


def paired_difference(a: NDArray[np.float64], b: NDArray[np.float64], clusters: NDArray[np.int64], seed: int, draws: int = DRAWS) -> Difference:
    """The difference of two losses on the same n contracts; `clusters` (n,) are project numbers. ValueError for no contract."""
    if len(a) == 0:
        raise ValueError("no contract to compare on")
    _, members = np.unique(clusters, return_inverse=True)
    sizes = np.bincount(members).astype(np.float64)
    totals = np.bincount(members, weights=a - b)
    generator = np.random.default_rng(seed)
    count, found = len(sizes), []
    step = max(1, _BLOCK // count)
    for start in range(0, draws, step):
        drawn = generator.integers(0, count, (min(step, draws - start), count))
        found.append(totals[drawn].sum(axis=1) / sizes[drawn].sum(axis=1))
    low, high = np.quantile(np.concatenate(found), [0.025, 0.975])
    return Difference(float(totals.sum() / sizes.sum()), float(low), float(high))
