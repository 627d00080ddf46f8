"""The succession in a process that serves: the watcher of the champion, the challenger where there is one, and the tasks that run them beside requests."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Protocol, Self

from models.champion import Pointer
from service.audit.draft import Draft
from service.batcher import Batcher
from service.location import fetched_into
from service.metrics import Metrics
from service.served import Champion, Served
from service.settings import Settings
from service.store.database import Database, StorageUnavailable
from service.succession.loading import champion_source, ready_scorer
from service.succession.own_thread import OwnThread
from service.succession.shadow import Shadow
from service.succession.shadow_book import write_down
from service.succession.source import is_watched, source_of
from service.succession.takeover import Takeover, promotion
from service.succession.watcher import Watcher

RECORD_WITHIN = 10.0
"""Seconds for an act to be on disk."""
WRITTEN_EVERY = 10.0
"""Seconds between two writings of what a challenger differed in."""
RETRY = 5.0
LAST = 3.0
"""Seconds for the last writing at the end: a database that says nothing must not keep the process from ending."""
_log = logging.getLogger("service")


class Recorder(Protocol):
    """The audit, as far as it is needed here."""

    def record(self, draft: Draft, timeout: float | None = None) -> Awaitable[object]: ...


class Succession:
    """Runs from entering to leaving. `watcher` is that of the champion, `shadow` None where there is no challenger."""

    def __init__(
        self, settings: Settings, champion: Champion, batcher: Batcher, metrics: Metrics, audit: Recorder, database: Database, clock: Callable[[], datetime]
    ) -> None:
        self._champion, self._database, self._clock, self._metrics = champion, database, clock, metrics
        self._record = partial(audit.record, timeout=RECORD_WITHIN)
        source = champion_source(settings)
        self._published = is_watched(source)
        self.watched = self._published and settings.watch > 0
        load = partial(ready_scorer, providers=settings.providers)
        self.watcher = Watcher(
            source,
            lambda: champion.current.manifest.version,
            load,
            Takeover(champion, self._record, metrics, clock),
            metrics.succession.watched("champion"),
            clock=clock,
            every=settings.watch if self.watched else 0.0,
        )
        self.shadow: Shadow | None = None
        self._challenger: Watcher | None = None
        if settings.challenger is not None:
            chance = random.Random().random  # nosec B311 - which calls are compared is no secret
            shadow = Shadow(batcher, metrics.succession, share=settings.shadow, timeout=settings.deadline, random=chance)
            self.shadow = shadow
            self._challenger = Watcher(
                source_of(settings.challenger, fetched_into(settings.data, "challenger")),
                lambda: None if shadow.challenger is None else shadow.challenger.manifest.version,
                load,
                self._challenge,
                metrics.succession.watched("challenger"),
                clock=clock,
                every=settings.watch,
            )
        self._thread = OwnThread("succession")
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        if self._published:
            self._begin(self._tell_of_the_first())
        self._begin(self.watcher.watch())
        if self._challenger is not None:
            self._begin(self._let_challenge(self._challenger))
            self._begin(self._write_down())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.shadow is not None:
            await self.shadow.stop()
            with suppress(StorageUnavailable, TimeoutError):
                async with asyncio.timeout(LAST):
                    await self._thread.run(partial(write_down, self._database, self.shadow.tallies.taken(), self._clock()))
        for watcher in (self.watcher, self._challenger):
            if watcher is not None:
                watcher.stop()
        self._thread.stop()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(_supervised(work)))

    async def _tell_of_the_first(self) -> None:
        """Writes down who published what this process began with: its promotion may have been made while nobody served."""
        first = self._champion.current.manifest
        while True:
            try:
                pointer = await self.watcher.pointer()
                if pointer.current == first.version:
                    await self._record(promotion(first, pointer, self._clock()))
                return
            except Exception as error:  # noqa: BLE001 - the folder or the database is away
                _log.warning("who published %s is not recorded yet: %s", first.version, error)
                await asyncio.sleep(RETRY)

    async def _challenge(self, served: Served, _: Pointer) -> None:
        if self.shadow is not None:
            self.shadow.challenger = served
            self._metrics.serves(served.manifest, "challenger")

    async def _let_challenge(self, challenger: Watcher) -> None:
        await challenger.look()
        await challenger.watch()

    async def _write_down(self) -> None:
        while self.shadow is not None:
            await asyncio.sleep(WRITTEN_EVERY)
            tallies = self.shadow.tallies.taken()
            try:
                await self._thread.run(partial(write_down, self._database, tallies, self._clock()))
            except StorageUnavailable as error:
                _log.warning("differences of a challenger are not written down: %s", error)


async def _supervised(work: Coroutine[Any, Any, None]) -> None:
    """A fault of ours ends the work and is told; it never ends the service."""
    try:
        await work
    except Exception:  # noqa: BLE001
        _log.exception("watching has failed")
