"""Near-duplicates on both sides of a split: what a model would remember, not predict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.validation.near_duplicates import Pairs


def parted(pairs: Pairs, train: NDArray[np.int64], test: NDArray[np.int64]) -> NDArray[np.int64]:
    """Indices of the pairs of which one row teaches and the other tests; `train` and `test` are rows as the pairs number them."""
    last = max((int(one.max(initial=0)) for one in (pairs.right, train, test)), default=0)
    side = np.zeros(last + 1, dtype=np.int8)
    side[train], side[test] = 1, 2
    return np.flatnonzero(side[pairs.left] + side[pairs.right] == 3)
