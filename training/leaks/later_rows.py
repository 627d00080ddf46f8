"""Features that travel in time: a feature of a row must be the same whether or not the rows after it exist."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Feature = Callable[[NDArray[np.int64]], NDArray[np.float64]]
"""Rows known at that moment (indices) → the feature of each of them, (rows,) or (rows, k)."""


def travels_in_time(feature: Feature, years: NDArray[np.float64], shares: tuple[float, ...] = (0.4, 0.6, 0.8)) -> bool:
    """Whether the feature of some row changes when the rows after a moment are taken away; tried at several moments of the years (n,)."""
    everything = np.arange(len(years))
    whole = np.asarray(feature(everything), dtype=np.float64)
    for share in shares:
        earlier = np.flatnonzero(years <= np.quantile(years, share))
        if not np.allclose(np.asarray(feature(earlier), dtype=np.float64), whole[earlier], rtol=1e-9, atol=1e-9, equal_nan=True):
            return True
    return False
