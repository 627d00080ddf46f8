"""The median of the last three years in the segment: what a clerk with a spreadsheet would say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.quality.contracts import Contracts
from bench.quality.peers.recent import SegmentTable, keys_of, recent


@dataclass(frozen=True)
class SegmentMedian:
    """Median of ln(price) over the first two segment columns (phase × agency); the wider one's where a segment has no recent contract."""

    def fit(self, taught: Contracts) -> SegmentTable:
        last = recent(taught)
        return SegmentTable(tuple(_medians(last, depth) for depth in range(1 + min(2, len(last.segments)))))


def _medians(last: Contracts, depth: int) -> dict[tuple[str, ...], float]:
    prices: dict[tuple[str, ...], list[float]] = {}
    for key, price in zip(keys_of(last, depth), last.log_price.tolist(), strict=True):
        prices.setdefault(key, []).append(price)
    return {key: float(np.median(values)) for key, values in prices.items()}
