"""Whether this process should be sent requests: what `/ready` says. Its model still gives the golden answers, its database and its audit can be reached, its
queue has room.

What takes time is asked beside the event loop, and its outcome believed for a while: probes cost nothing, however many there are.
"""

from __future__ import annotations

import asyncio
import logging
import time
import weakref
from collections.abc import Awaitable, Callable
from typing import Protocol

from service.audit.audit import Audit
from service.batcher import Batcher
from service.served import Served
from service.settings import Settings
from service.store.database import Database
from valuation.bilingual import Bilingual
from valuation.catalogue import say

HIGH_WATER = 0.8
"""Share of `VALUATION_MAX_QUEUE` above which further calls had better go elsewhere, before any has to be refused."""
DATABASE_EVERY = 2.0
"""Seconds for which the database is believed to be as it was."""
PATIENCE = 2.0
"""Seconds that a probe waits for a check; one that takes longer has failed until it ends."""
Aside = Callable[[Callable[[], None]], Awaitable[None]]
"""Runs a blocking check in a thread."""
_log = logging.getLogger("service")


class Judged(Protocol):
    """What is judged: `service.running.Running` has it."""

    @property
    def settings(self) -> Settings: ...

    @property
    def batcher(self) -> Batcher: ...

    @property
    def database(self) -> Database: ...

    @property
    def audit(self) -> Audit: ...


class Readiness:
    """Remembers the last outcomes of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._model, self._database = Checked(clock), Checked(clock)
        self._said: str | None = None

    async def trouble(self, process: Judged, served: Served) -> Bilingual | None:
        """Why no request should come here now, or None; said in the log when it begins, and when it ends."""
        found = await self._found(process, served)
        said = None if found is None else found.en
        if said != self._said:
            self._said = said
            _log.warning("not ready: %s", said) if said else _log.warning("ready again")
        return found

    async def _found(self, process: Judged, served: Served) -> Bilingual | None:
        if (reason := process.batcher.trouble(served.scorer)) is not None:
            return say("problems.nothing_scored", trouble=reason)
        if (reason := await self._model.failure(served.scorer.self_test, served.scorer, process.settings.self_test)) is not None:
            return say("problems.self_test_differs", trouble=reason)
        gone = await self._database.failure(lambda: reached(process.database), process.database, DATABASE_EVERY, process.database.run)
        if gone is not None or process.audit.trouble is not None:
            return say("problems.no_database")
        if process.batcher.filled > HIGH_WATER:
            return say("problems.high_water")
        return None


class Checked:
    """A blocking check that is run in a thread, not more often than it need be, and never twice at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, patience: float = PATIENCE) -> None:
        self._clock, self._patience = clock, patience
        self._of: Callable[[], object | None] = lambda: None
        self._at = 0.0
        self._failure: str | None = None
        self._under_way: asyncio.Task[str | None] | None = None

    async def failure(self, check: Callable[[], None], of: object, every: float, aside: Aside = asyncio.to_thread) -> str | None:
        """Why the last check of `of` failed, or None; a new one first, where that is older than `every` seconds or was of something else."""
        if self._of() is of and self._clock() - self._at < every:
            return self._failure
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._run(check, of, aside))
        task = self._under_way
        await asyncio.wait([task], timeout=self._patience)
        return task.result() if task.done() else f"no answer within {self._patience:g} s"

    async def _run(self, check: Callable[[], None], of: object, aside: Aside) -> str | None:
        try:
            await aside(check)
            self._failure = None
        except Exception as error:  # noqa: BLE001 - whatever a check raises is its outcome
            self._failure = " ".join(str(error).split()) or type(error).__name__
            _log.warning("a check of this process has failed: %s", self._failure)
        finally:
            self._under_way = None
        self._of, self._at = weakref.ref(of), self._clock()
        return self._failure


def reached(database: Database) -> None:
    """Asks the database the least there is to ask; StorageUnavailable where it does not answer."""
    with database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
