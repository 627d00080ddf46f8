"""What the hot path promises on the reference graph, by the names of the figures; why these, `docs/latency.md` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.hot.figures import Row


@dataclass(frozen=True)
class Target:
    """A figure's bound: at least it, or at most it."""

    name: str
    what: str
    bound: float
    at_least: bool = True

    def holds(self, value: float) -> bool:
        """Whether a figure keeps the promise."""
        return value >= self.bound if self.at_least else value <= self.bound


TARGETS = (
    Target("service_c1", "1 item, 1 caller", 0.24),
    Target("service_c32", "1 item, 32 callers", 0.45),
    Target("service_c128", "1 item, 128 callers", 0.70),
    Target("service_64x4", "64 items, 4 callers, both cores", 1.3),
    Target("p99_ratio_c128", "p99 at 128 callers, against the naive batcher's", 0.5, at_least=False),
    Target("idle_overhead_ms", "a lone request beyond its own tokenising and graph, ms", 1.0, at_least=False),
    Target("scorer_ratio_b64", "processor time of the scorer against tokenising and graph, batch 64", 1.15, at_least=False),
    Target("shipped_ratio_b64", "processor time of the shipped bundle against the reference, batch 64", 1.0, at_least=False),
    Target("offline_2cores", "offline scoring in two processes, against one thread", 1.6),
    Target("overload_goodput", "valuations at 4 × capacity, as a share of capacity", 0.9),
    Target("overload_hung", "callers without any answer under overload", 0.0, at_least=False),
    Target("overload_told_when", "share of 429 answers with Retry-After", 1.0),
    Target("overload_late", "accepted calls answered after their deadline", 0.0, at_least=False),
)


def judged(rows: Sequence[Row]) -> list[tuple[Target, Row]]:
    """Each target whose figure was measured, with it."""
    found = {row.name: row for row in rows}
    return [(target, found[target.name]) for target in TARGETS if target.name in found]
