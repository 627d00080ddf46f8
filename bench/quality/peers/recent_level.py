"""The shrunk recent level: the mean of the last three years in nested segments, each drawn towards the wider one."""

from __future__ import annotations

from dataclasses import dataclass

from bench.quality.contracts import Contracts
from bench.quality.peers.recent import SegmentTable, keys_of, recent


@dataclass(frozen=True)
class RecentLevel:
    """Mean of ln(price) over all segment columns (phase × agency × branch), as if each held `strength` more contracts at the wider segment's level."""

    strength: float = 10.0

    def fit(self, taught: Contracts) -> SegmentTable:
        last = recent(taught)
        levels: list[dict[tuple[str, ...], float]] = [{(): float(last.log_price.mean())}]
        for depth in range(1, len(last.segments) + 1):
            sums: dict[tuple[str, ...], tuple[float, int]] = {}
            for key, price in zip(keys_of(last, depth), last.log_price.tolist(), strict=True):
                total, count = sums.get(key, (0.0, 0))
                sums[key] = (total + price, count + 1)
            wider = levels[-1]
            levels.append({key: (total + self.strength * wider[key[:-1]]) / (count + self.strength) for key, (total, count) in sums.items()})
        return SegmentTable(tuple(levels))
