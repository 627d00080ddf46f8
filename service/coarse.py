"""A histogram whose sum tells no more than its buckets: what is observed is the bound above a value.

`/metrics` is open. An exact sum grows by each value that is observed, so that whoever reads it before and after a call of their own would have the value.
"""

from __future__ import annotations

from bisect import bisect_left

from prometheus_client import CollectorRegistry, Histogram

BEYOND = 2.0
"""Times the last bound is what a value above it counts as."""


class CoarseHistogram:
    """As a histogram of the library with these bounds, in ascending order."""

    def __init__(self, name: str, documentation: str, registry: CollectorRegistry, bounds: tuple[float, ...]) -> None:
        self._histogram = Histogram(name, documentation, registry=registry, buckets=bounds)
        self._told = (*bounds, BEYOND * bounds[-1])

    def observe(self, value: float) -> None:
        """Counts a number in its bucket."""
        self._histogram.observe(self._told[bisect_left(self._told, value, hi=len(self._told) - 1)])
