"""How many achievements a caller may have valued a minute, and what responses say of it: `RateLimit-Policy` and `RateLimit` (IETF draft-11), `Retry-After`.

A quota is a promise to one caller; the queue of the process, which refuses everybody alike (`overloaded`), is another thing.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from service.identity.caller import Caller
from service.problems import Problem
from valuation.catalogue import say

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.aio.strategies import SlidingWindowCounterRateLimiter

POLICY, WINDOW = "valuations", 60
"""What the policy is called in headers, and its seconds."""
SHARED_WITHIN = 0.25
"""Seconds that a shared storage has to answer; after them the call goes uncounted."""
UNASKED = 5.0
"""Seconds for which a shared storage that has failed is not asked again: each call would wait for it in vain."""
LONGEST_WAIT = 2.5 * WINDOW
"""Seconds that a sweep waits for its next rows: within two windows the whole quota comes back."""
PIECES = 4
"""Parts of a quota that a sweep takes one after the other, so that it goes on a little all the time and leaves some to other calls."""
NOTHING: Mapping[str, str] = MappingProxyType({})
_log = logging.getLogger("service")


class Window(Protocol):
    """Counters of sliding windows, as the library's storages keep them: in one process or, in Redis, for all."""

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool: ...

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]: ...


class Quotas:
    """The quotas of all callers: a key's own, else `default` achievements a minute; 0 is none. `storage` is `memory://`, or a Redis by its URL; `refused` is
    told of every call, or sweep, that is refused for its quota.
    """

    def __init__(self, default: int = 0, storage: str = "memory://", window: Window | None = None, refused: Callable[[], object] = lambda: None) -> None:
        self._default, self._storage, self._window, self._refused = default, storage, window, refused
        self._limiter: SlidingWindowCounterRateLimiter | None = None
        self._items: dict[int, RateLimitItem] = {}
        self._complained = self._failed = -float("inf")
        if not self._alone:
            self._open()  # a storage that cannot be used is to be known at the start

    @property
    def _alone(self) -> bool:
        """Whether this process counts for itself."""
        return self._storage.startswith("memory:")

    def of(self, caller: Caller) -> int:
        """Achievements a minute; 0 where nobody counts."""
        return self._default if caller.quota is None else caller.quota

    def policy_of(self, caller: Caller) -> Mapping[str, str]:
        """The header that tells a caller their quota: what a sweep can say at its start."""
        quota = self.of(caller)
        return {"RateLimit-Policy": _policy(quota)} if quota else NOTHING

    async def take(self, caller: Caller, cost: int) -> Mapping[str, str]:
        """Takes `cost` achievements from the caller's quota; the headers that tell what is left. Problem `quota_exceeded` where it has no room for all of
        them, and nothing is taken; `too_large` where it never will.
        """
        try:
            return await self._take(caller, cost)
        except Problem:
            self._refused()
            raise

    async def _take(self, caller: Caller, cost: int) -> Mapping[str, str]:
        quota = self.of(caller)
        if not quota or not cost:
            return NOTHING
        if cost > quota:
            raise Problem("too_large", say("storing.over_whole_quota", cost=cost, quota=quota), headers={"RateLimit-Policy": _policy(quota)})
        found = await self._counted(caller.subject, quota, cost)
        if found is None:
            return {"RateLimit-Policy": _policy(quota)}
        taken, state = found
        left = max(0, quota - _used(state))
        headers = {"RateLimit-Policy": _policy(quota), "RateLimit": f'"{POLICY}";r={left};t={seconds_until(state, quota, left + 1) if left < quota else 0}'}
        if taken:
            return headers
        wait = seconds_until(state, quota, cost)
        detail = say("storing.over_quota", quota=quota, cost=cost, left=left, seconds=wait)
        raise Problem("quota_exceeded", detail, headers={**headers, "Retry-After": str(wait)})

    async def wait(self, caller: Caller, rows: int) -> None:
        """Takes `rows` achievements piece by piece, and waits where a call would be refused: what a sweep does. Problem where a piece finds no room for some
        two minutes, because other calls of the caller take it all.
        """
        quota = self.of(caller)
        while quota and rows > 0:
            piece = min(rows, max(1, quota // PIECES))
            until = time.monotonic() + LONGEST_WAIT
            while True:
                try:
                    await self._take(caller, piece)
                    break
                except Problem as refused:
                    pause = float(refused.headers.get("Retry-After", LONGEST_WAIT))
                    if time.monotonic() + pause > until:
                        self._refused()  # once, not at every try
                        raise
                await asyncio.sleep(pause)
            rows -= piece

    async def _counted(self, subject: str, quota: int, cost: int) -> tuple[bool, tuple[int, float, int, float]] | None:
        """Whether there was room, and what is counted now; None where a shared storage does not answer: rather uncounted than unanswered."""
        if self._limiter is None:
            self._open()
        assert self._limiter is not None and self._window is not None
        item = self._item(quota)
        if self._alone:
            taken = await self._limiter.hit(item, subject, cost=cost)
            return taken, await self._window.get_sliding_window(item.key_for(subject), WINDOW)
        if time.monotonic() - self._failed < UNASKED:
            return None
        try:
            async with asyncio.timeout(SHARED_WITHIN):
                taken = await self._limiter.hit(item, subject, cost=cost)
                return taken, await self._window.get_sliding_window(item.key_for(subject), WINDOW)
        except Exception as error:  # noqa: BLE001 - whatever a client of a shared storage raises: a quota is not worth an outage
            self._failed = time.monotonic()
            if time.monotonic() - self._complained > WINDOW:
                self._complained = time.monotonic()
                _log.warning("quotas are not counted, their storage does not answer: %s: %s", type(error).__name__, error)
            return None

    def _open(self) -> None:
        # Not before the first quota: the library costs a tenth of a second.
        from limits.aio.strategies import SlidingWindowCounterRateLimiter

        if self._window is None:
            self._window = _window_of(self._storage)
        self._limiter = SlidingWindowCounterRateLimiter(self._window)  # type: ignore[arg-type]

    def _item(self, quota: int) -> RateLimitItem:
        found = self._items.get(quota)
        if found is None:
            from limits import RateLimitItemPerMinute

            found = self._items[quota] = RateLimitItemPerMinute(quota, namespace=POLICY)
        return found


def seconds_until(state: tuple[int, float, int, float], quota: int, cost: int) -> int:
    """Whole seconds after which `cost` (at most `quota`) fit, if nothing else is taken meanwhile; 1 at least."""
    before, before_left, now, now_left = state
    room = quota - cost - now
    if room >= 0:
        wait = before_left - WINDOW * (room + 1) / before if before else 0.0
    else:  # not while this window lasts; then it fades itself
        wait = now_left - WINDOW + max(0.0, WINDOW - WINDOW * (quota - cost + 1) / now)
    return floor(max(wait, 0.0)) + 1


def _used(state: tuple[int, float, int, float]) -> int:
    before, before_left, now, _ = state
    return floor(before * before_left / WINDOW) + now


def _policy(quota: int) -> str:
    return f'"{POLICY}";q={quota};w={WINDOW}'


def _window_of(storage: str) -> Window:
    if storage.startswith("memory:"):
        from service.quota_memory import QuotaMemory

        return QuotaMemory()
    from limits.storage import storage_from_string

    opened: Window = storage_from_string(f"async+{storage}", implementation="redispy")  # type: ignore[assignment]
    return opened
