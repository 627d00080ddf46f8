"""Figures as they come in round by round, and as `bench/results.json` states them: the median of the rounds, the lowest and the highest."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

OF_LIMIT = "fraction of limit"
CONTRACT = (
    *("limit_b1", "limit_b64", "limit_b512", "cpu_us_b64", "shipped_cpu_us_b64"),
    *("service_c1", "service_c32", "service_c128", "service_64x4", "service_arrow", "naive_c1", "naive_c32", "naive_c128", "naive_64x4"),
    *("naive_p99_c128_ms", "p99_c128_ms", "idle_overhead_ms", "offline_2cores"),
)
"""Names that outside tools look for."""


@dataclass(frozen=True)
class Row:
    """One figure: `value` is the median of `median_of` rounds, `low` and `high` the least and the greatest of them."""

    name: str
    value: float
    unit: str
    median_of: int
    low: float
    high: float


class Figures:
    """Collects what the rounds measure, under the names of the contract."""

    def __init__(self) -> None:
        self._units: dict[str, str] = {}
        self._values: dict[str, list[float]] = {}

    def add(self, name: str, value: float, unit: str) -> None:
        """One round's figure; ValueError where an earlier round gave it another unit."""
        if self._units.setdefault(name, unit) != unit:
            raise ValueError(f"{name} was in {self._units[name]}, not in {unit}")
        self._values.setdefault(name, []).append(value)

    def last(self, name: str) -> float:
        """What the latest round said."""
        return self._values[name][-1]

    def rows(self) -> list[Row]:
        """All figures, in the order in which they first came."""
        return [Row(name, median(values), self._units[name], len(values), min(values), max(values)) for name, values in self._values.items()]
