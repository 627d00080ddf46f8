"""The counters of quotas in this process: a storage of the library `limits` on a clock that cannot jump.

The library's own storage in memory counts on the wall clock, so that a clock set back by an hour locks a caller out for that hour; and it starts a
thread every ten milliseconds. Imported with the first quota: the library costs a tenth of a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from limits.aio.storage import Storage
from limits.aio.storage.base import SlidingWindowCounterSupport

MANY = 4_096
"""Callers beyond which those who have long been away are forgotten."""


@dataclass(slots=True)
class _Count:
    """What was taken in the window that began at `began`, and in the one before it."""

    began: float
    before: int = 0
    now: int = 0


class QuotaMemory(Storage, SlidingWindowCounterSupport):
    """A sliding window of two counters a caller, as the library keeps it in Redis: from the first call on, the last window fades as this one grows.

    `clock` is in seconds and never goes back. Used on one event loop.
    """

    STORAGE_SCHEME = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._counts: dict[str, _Count] = {}

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Takes `amount`, unless more than `limit` would then be in the window of `expiry` seconds."""
        now = self._clock()
        count = self._turned(key, expiry, now)
        if count is None:
            count = self._counts[key] = _Count(now)
            if len(self._counts) > MANY:
                self._forget(now, expiry)
        fading = 1.0 - (now - count.began) / expiry
        if int(count.before * fading) + count.now + amount > limit:
            return False
        count.now += amount
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """What was taken in the window before and for how long it still counts, what in this one and for how long that will."""
        now = self._clock()
        count = self._turned(key, expiry, now)
        if count is None:
            return 0, 0.0, 0, 0.0
        left = min(count.began + expiry - now, float(expiry))
        return count.before, left, count.now, left + expiry

    async def clear_sliding_window(self, key: str, expiry: int) -> None:
        self._counts.pop(key, None)

    def _turned(self, key: str, expiry: int, now: float) -> _Count | None:
        """A caller's counters in the window of `now`; None where nothing counts any more."""
        count = self._counts.get(key)
        if count is None or now - count.began < expiry:
            return count
        if now - count.began >= 2 * expiry:
            del self._counts[key]
            return None
        count.began, count.before, count.now = count.began + expiry, count.now, 0
        return count

    def _forget(self, now: float, expiry: int) -> None:
        self._counts = {key: count for key, count in self._counts.items() if now - count.began < 2 * expiry}

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong with the storage: nothing does."""
        return OSError

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError("a sliding window alone")

    async def get(self, key: str) -> int:
        raise NotImplementedError("a sliding window alone")

    async def get_expiry(self, key: str) -> float:
        raise NotImplementedError("a sliding window alone")

    async def check(self) -> bool:
        return True

    async def reset(self) -> int | None:
        known = len(self._counts)
        self._counts.clear()
        return known

    async def clear(self, key: str) -> None:
        self._counts.pop(key, None)
