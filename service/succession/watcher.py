"""Looks now and then whether another bundle should answer, makes it ready beside the event loop, and hands it over; what must not be used is refused.

Whatever goes wrong on the way, the model that answers goes on answering: a look has no other outcomes than unchanged, taken over and refused.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from models.champion import Pointer
from models.load import Bundle, BundleError
from service.served import Scorer, Served
from service.store.database import StorageUnavailable
from service.succession.freed import give_back
from service.succession.own_thread import OwnThread
from service.succession.source import Source, Unreachable

Why = Literal["unreachable", "bundle", "storage", "unexpected"]
AGAIN = 60.0
"""Seconds after which what was refused is tried once more: loading it may have failed for want of memory, of disk, of a database."""
_FOLDERS = re.compile(r"\S*/")
_log = logging.getLogger("service")


@dataclass(frozen=True, slots=True)
class Refused:
    """What does not answer although it should: the version (None where not even that is known), why, in words without folders, and since when."""

    version: str | None
    why: Why
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found, and which version answers after it."""

    outcome: Literal["unchanged", "taken_over", "refused"]
    version: str | None
    refused: Refused | None = None


class Observer(Protocol):
    """Who counts what came of it."""

    def refused(self, why: Why) -> None: ...

    def took_over(self) -> None: ...


class Watcher:
    """`current` names the version that answers; `load` makes a verified bundle ready, on a thread; `take` lets it answer, on the event loop.

    `every` are the seconds between two looks; 0 looks only when asked to.
    """

    def __init__(
        self,
        source: Source,
        current: Callable[[], str | None],
        load: Callable[[Bundle], Scorer],
        take: Callable[[Served, Pointer], Awaitable[None]],
        observer: Observer,
        *,
        clock: Callable[[], datetime],
        every: float,
        again: float = AGAIN,
        tidy: Callable[[], None] = give_back,
    ) -> None:
        self._source, self._current, self._load, self._take = source, current, load, take
        self._observer, self._clock, self.every, self._again, self._tidy = observer, clock, every, again, tidy
        self._thread = OwnThread("succession")
        self._untidy = False
        self._lock = asyncio.Lock()
        self._looks: set[asyncio.Task[Looked]] = set()
        self.refused: Refused | None = None
        self._at: Pointer | None = None  # what was refused
        self._until = 0.0

    async def watch(self) -> None:
        """Looks until it is cancelled."""
        while self.every > 0:
            await asyncio.sleep(self.every)
            await self.look()

    async def pointer(self) -> Pointer:
        """What should answer now, whether it does or not. Raises what the source raises."""
        async with self._lock:
            return await self._thread.run(self._source.pointer)

    async def look(self, *, anew: bool = False) -> Looked:
        """Follows the pointer, once. What was refused a moment ago is not tried again before its time, unless it is to be looked at `anew`."""
        async with self._lock:
            await self._tidied()
            try:
                pointer = await self._thread.run(self._source.pointer)
            except Exception as error:  # noqa: BLE001 - nothing that is wrong with it may reach who serves
                return self._refuse(None, error)
            if pointer.current == self._current():
                self._clear()
                return Looked("unchanged", pointer.current)
            if not anew and pointer == self._at and time.monotonic() < self._until:
                return Looked("refused", self._current(), self.refused)
            try:
                served = await self._thread.run(lambda: Served.of(self._load(self._source.bundle(pointer.current))))
                await self._take(served, pointer)
            except Exception as error:  # noqa: BLE001
                return self._refuse(pointer, error)
            self._clear()
            self._observer.took_over()
            self._untidy = True
            return Looked("taken_over", pointer.current)

    async def look_within(self, timeout: float) -> Looked | None:
        """A look anew; None where it takes longer than `timeout` seconds: then it goes on, and what it finds ready is taken over all the same."""
        look = asyncio.create_task(self.look(anew=True))
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)
        done, _ = await asyncio.wait([look], timeout=timeout)
        return look.result() if done else None

    def stop(self) -> None:
        """No look is made any more."""
        self._thread.stop()

    async def _tidied(self) -> None:
        """A look after a takeover the model before is gone, and what it held can be given back."""
        if self._untidy:
            self._untidy = False
            await self._thread.run(self._tidy)

    def _refuse(self, pointer: Pointer | None, error: Exception) -> Looked:
        why, words = _why(error), str(error) or type(error).__name__
        version, reason = None if pointer is None else pointer.current, _FOLDERS.sub("", words)
        if self.refused is None or (self.refused.version, self.refused.reason) != (version, reason):  # once, not at every look
            self.refused = Refused(version, why, reason, self._clock())
            _log.error("%s of %s does not answer: %s", version or "the champion", self._source.shown, words, exc_info=error if why == "unexpected" else None)
        self._observer.refused(why)
        self._at, self._until = pointer, time.monotonic() + self._again
        return Looked("refused", self._current(), self.refused)

    def _clear(self) -> None:
        if self.refused is not None:
            _log.warning("%s can be followed again", self._source.shown)
        self.refused, self._at = None, None


def _why(error: Exception) -> Why:
    match error:
        case Unreachable():
            return "unreachable"
        case BundleError():
            return "bundle"
        case StorageUnavailable():
            return "storage"
        case _:
            return "unexpected"
