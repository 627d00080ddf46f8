"""The last three years of the data and their nested segments: all that the two humblest rivals look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts

SPAN = 3.0 - 0.01
"""Years back from the newest contract: three, less what leap years move a day's decimal, lest a fourth 1 July slips in."""


@dataclass(frozen=True)
class SegmentTable:
    """ln(price) by the values of the first 0, 1, 2 … segment columns."""

    levels: tuple[dict[tuple[str, ...], float], ...]

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        """The value of the narrowest segment that the table knows."""
        found = np.full(len(asked), self.levels[0][()])
        for depth, table in enumerate(self.levels):
            found = np.asarray([table.get(key, wider) for key, wider in zip(keys_of(asked, depth), found.tolist(), strict=True)])
        return found


def recent(taught: Contracts) -> Contracts:
    """The contracts of the last `SPAN` years."""
    return taught.take(taught.years > taught.years.max() - SPAN)


def keys_of(contracts: Contracts, depth: int) -> list[tuple[str, ...]]:
    """Each contract's values in the first `depth` segment columns."""
    return [tuple(row) for row in contracts.categories[:, list(contracts.segments[:depth])].tolist()]
