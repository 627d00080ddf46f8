"""Categories as ordered numbers: every value of a column gets its rank by shrunk mean target, rare ones share a rank.

Trees then split on order, which exports to plain thresholds; native category splits would multiply the nodes (`architecture.md`, rule 2).
Values seen fewer than `minimum` times share one rank, and so do values never seen: what a model cannot know, it treats alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.numbering import numbered

SHRINKAGE = 20.0
"""Contracts at which a value's own mean counts half."""


@dataclass(frozen=True)
class CategoryCodes:
    """value → ordered number, for one column; `other` for everything else."""

    codes: dict[str, float]
    other: float


def fit_codes(values: NDArray[np.object_], target: NDArray[np.float64], minimum: int) -> CategoryCodes:
    """Ranks the values of a column by their shrunk mean target."""
    unique, inverse = numbered(values)
    counts = np.bincount(inverse)
    centred = target - target.mean()
    means = np.bincount(inverse, centred) / (counts + SHRINKAGE)
    frequent = counts >= minimum
    rare_rows = ~frequent[inverse]
    other_mean = float(centred[rare_rows].sum() / (rare_rows.sum() + SHRINKAGE)) if rare_rows.any() else 0.0
    order = sorted([(other_mean, -1)] + [(float(means[at]), int(at)) for at in np.flatnonzero(frequent)])
    ranks = {at: float(rank) for rank, (_, at) in enumerate(order)}
    other = ranks.pop(-1)
    return CategoryCodes({unique[at]: rank for at, rank in ranks.items()}, other)
