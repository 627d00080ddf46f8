"""A random part of the projects, for what is judged or widened on unseen ones; a project never stands on both sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def held_out(projects: NDArray[np.int64], seed: int, share: float = 0.2) -> NDArray[np.bool_]:
    """A random share of the projects, whole ones only; (n,) True where held out."""
    chosen = np.random.default_rng(seed).random(int(projects.max()) + 1 if len(projects) else 0) < share
    return np.asarray(chosen[projects])
