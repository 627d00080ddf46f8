"""Micro-batching without a wait window: whatever is queued when the scorer becomes free is scored together.

So a lone caller waits for nobody and a crowd shares the cost. One batcher serves one scorer: rows for different bundles or schemas can
never meet. The rules it keeps, each with its test, are in `docs/service.md`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, Protocol, Self

from service.isolation import Probe, Score, score_apart
from service.job import Answer, DeadlineExceeded, Job, Overloaded, RowFailed, ScorerFailed, ShuttingDown, dealt
from valuation.features import Columns

_log = logging.getLogger("service")

Rejection = Literal["overloaded", "deadline", "cancelled", "backend"]
Release = Literal["full", "drained"]


class Observer(Protocol):
    """Who counts: called from the event loop only, and never with the rows themselves."""

    def queued(self, rows: int) -> None: ...

    def rejected(self, reason: Rejection) -> None: ...

    def released(self, rows: int, waits: list[float], reason: Release) -> None: ...

    def scored(self, rows: int, seconds: float) -> None: ...


class Batcher:
    """Scores the rows of many callers together, in order of arrival, on one thread."""

    def __init__(
        self,
        score: Score,
        probe: Probe,
        observer: Observer,
        *,
        max_batch: int,
        max_queue: int,
        stalled_after: float = 60.0,
        drain: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._score, self._probe, self._observer, self._clock = score, probe, observer, clock
        self._max_batch, self._max_queue, self._stalled_after, self._drain = max_batch, max_queue, stalled_after, drain
        self._queue: deque[Job] = deque()
        self._running: list[Job] = []
        self._running_since = 0.0
        self._queued = 0
        self._wake = asyncio.Event()
        self._closing = False
        self._broken: ScorerFailed | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="score")
        self._loop: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._loop = asyncio.create_task(self._run(), name="batcher")
        return self

    async def __aexit__(self, *_: object) -> None:
        """Answers what was accepted, within `drain` seconds; then resolves whatever is left as ShuttingDown."""
        assert self._loop is not None
        self._closing = True
        self._wake.set()
        late = (await asyncio.wait([self._loop], timeout=self._drain))[1]
        if late:
            self._loop.cancel()
        await asyncio.gather(self._loop, return_exceptions=True)
        self._thread.shutdown(wait=not late, cancel_futures=True)

    @property
    def trouble(self) -> str | None:
        """Why nothing can be scored, or None: what `/ready` and `/live` report."""
        if self._broken is not None:
            return str(self._broken)
        if self._closing or self._loop is None or self._loop.done():
            return "the batcher is not running"
        if self._running and self._clock() - self._running_since > self._stalled_after:
            return f"one batch has been running for more than {self._stalled_after:g} s"
        return None

    async def submit(self, columns: Columns, *, timeout: float) -> Answer:
        """The outcome of every row, in order. Refuses before any work when it cannot keep up.

        Raises Overloaded, DeadlineExceeded, ScorerFailed or ShuttingDown; ValueError for a call that no batch can hold.
        """
        self._admit(len(columns))
        now = self._clock()
        job = Job(columns, now + timeout, now, asyncio.get_running_loop().create_future())
        self._queue.append(job)
        self._count(job.cost)
        self._wake.set()
        try:
            async with asyncio.timeout(timeout):
                return await job.future
        except (TimeoutError, DeadlineExceeded):
            self._observer.rejected("deadline")
            raise DeadlineExceeded(f"no answer within {timeout:g} s") from None
        except asyncio.CancelledError:
            self._observer.rejected("cancelled")
            raise
        finally:
            self._forget(job)

    def _admit(self, rows: int) -> None:
        if self._broken is not None:
            raise self._broken
        if self._closing or self._loop is None or self._loop.done():
            raise ShuttingDown("the batcher is not running")
        if not 0 < rows <= self._max_batch:
            raise ValueError(f"{rows} rows in one call; a batch holds 1 to {self._max_batch}")
        if self._queued + rows > self._max_queue:
            self._observer.rejected("overloaded")
            raise Overloaded

    def _forget(self, job: Job) -> None:
        """Whoever leaves the queue early takes their rows out of it at once, so that the departed crowd nobody out."""
        if job.queued:
            job.queued = False
            self._queue.remove(job)
            self._count(-job.cost)

    def _count(self, rows: int) -> None:
        self._queued += rows
        self._observer.queued(self._queued)

    async def _run(self) -> None:
        """The loop. However it ends, nobody is left waiting."""
        try:
            while self._queue or not self._closing:
                if not self._queue:
                    self._wake.clear()
                    await self._wake.wait()
                elif batch := self._take():
                    await self._answer(batch)
        except ScorerFailed as error:
            self._broken = error
        except Exception as error:  # noqa: BLE001 - a fault of the loop itself: fail fast and say so, never die silently
            self._broken = ScorerFailed(f"the batching loop ended: {type(error).__name__}: {error}")
        finally:
            if self._broken is not None:
                _log.error("nothing more can be scored: %s", self._broken)
            for job in (*self._running, *self._queue):
                job.queued = False
                job.fail(self._broken or ShuttingDown("the service is stopping"))
            self._running, self._queue = [], deque()
            self._count(-self._queued)

    def _take(self) -> list[Job]:
        """The next batch: who has left, or is late, never reaches the scorer."""
        now = self._clock()
        batch: list[Job] = []
        cost = 0
        while self._queue and cost + self._queue[0].cost <= self._max_batch:
            job = self._queue.popleft()
            job.queued = False
            self._count(-job.cost)
            if job.future.done():
                continue
            if job.deadline <= now:
                job.fail(DeadlineExceeded())
                continue
            batch.append(job)
            cost += job.cost
        if batch:
            self._observer.released(cost, [now - job.queued_at for job in batch], "full" if self._queue else "drained")
        return batch

    async def _answer(self, batch: list[Job]) -> None:
        self._running, self._running_since = batch, self._clock()
        parts = await asyncio.get_running_loop().run_in_executor(self._thread, self._scored, [job.columns for job in batch])
        self._observer.scored(sum(job.cost for job in batch), self._clock() - self._running_since)
        for part in parts:
            if isinstance(part.outcome, RowFailed):
                self._observer.rejected("backend")
                _log.warning("a row cannot be scored: %s", part.outcome.reason)
        for job, answer in zip(batch, dealt(parts, [job.cost for job in batch]), strict=True):
            job.resolve(answer)
        self._running = []

    def _scored(self, calls: list[Columns]) -> Answer:
        """On the scoring thread, so that joining columns does not hold up the event loop."""
        return score_apart(self._score, self._probe, Columns.concat(calls))
