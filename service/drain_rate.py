"""How fast what waits is scored, measured over the last batches: how long a new call would wait, and when a refused one should come back."""

from __future__ import annotations

import math

MEMORY = 0.9
"""Weight of the past when a batch is added: the last ten batches count for two thirds."""
LONGEST = 60
"""Seconds; nobody is sent away for longer."""


class DrainRate:
    """Cost per second of `threads` scoring threads together."""

    def __init__(self, threads: int = 1) -> None:
        self._threads, self._cost, self._seconds = threads, 0.0, 0.0

    def scored(self, cost: int, seconds: float) -> None:
        """A batch that took so long on its thread."""
        self._cost = self._cost * MEMORY + cost
        self._seconds = self._seconds * MEMORY + seconds

    def wait(self, cost: int) -> float:
        """Seconds until so much is scored; 0 as long as nothing has been measured."""
        return cost * self._seconds / (self._cost * self._threads) if self._cost else 0.0

    def retry_after(self, cost: int) -> int:
        """Whole seconds after which so much will have been scored, 1 to `LONGEST`."""
        return min(LONGEST, max(1, math.ceil(self.wait(cost))))
