"""A column of texts as numbers: the distinct values in order, and which of them stands in each row.

By a dict and never by a fixed-width array of NumPy: there one long cell costs its length in every row, and trailing NULs are lost.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def numbered(column: NDArray[np.object_]) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct values, sorted, and the index (n,) of each row's own."""
    values: list[str] = sorted(set(column))
    at = {value: number for number, value in enumerate(values)}
    return values, np.fromiter((at[value] for value in column), np.int64, len(column))
