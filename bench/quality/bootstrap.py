"""How sure a difference between two models is: contracts are drawn anew by whole projects, for those of one project are alike; all models see one draw.

The percentile bootstrap over clusters (Davison & Hinkley 1997, 3.8), of which `training/paired_bootstrap.py` has the form for a mean loss; here the draws
themselves are kept, because a root of a mean and a mean over splits are taken of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 2_000
_BLOCK = 4_000_000
"""Weights held in memory at once."""


@dataclass(frozen=True)
class Difference:
    """A difference with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def drawn_means(losses: NDArray[np.float64], projects: NDArray[np.int64], seed: int, draws: int = DRAWS) -> NDArray[np.float64]:
    """Mean losses (draws, k) of k models in every draw; `losses` (n, k), `projects` (n,) group numbers."""
    _, members = np.unique(projects, return_inverse=True)
    sizes = np.bincount(members).astype(np.float64)
    sums = np.column_stack([np.bincount(members, weights=column) for column in losses.T])
    generator = np.random.default_rng(seed)
    shares = np.full(len(sizes), 1.0 / len(sizes))
    step = max(1, _BLOCK // len(sizes))
    parts = []
    for start in range(0, draws, step):
        weights = generator.multinomial(len(sizes), shares, size=min(step, draws - start)).astype(np.float64)
        parts.append((weights @ sums) / (weights @ sizes)[:, None])
    return np.concatenate(parts)


def difference(value: float, drawn: NDArray[np.float64]) -> Difference:
    """A difference as found, with the interval of its draws (B,)."""
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Difference(value, float(low), float(high))
