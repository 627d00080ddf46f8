"""Micro-batching without a wait window: whatever is queued when a scoring thread is free is scored together.

So a lone caller waits for nobody and a crowd shares the cost. The rules it keeps, each with its test, are in `docs/service.md`; who is next is decided in
`service/backlog.py`. All of it runs on the event loop, the scoring alone on threads.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Literal, Protocol, Self
from weakref import WeakKeyDictionary

from service.backlog import Backlog, Batch, Lane, Release
from service.drain_rate import DrainRate
from service.isolation import score_together
from service.job import Answer, DeadlineExceeded, Job, Model, Overloaded, Part, RowFailed, ScorerFailed, ShuttingDown, dealt, running_costs
from service.logs.error_told import told_shortly
from service.scoring_threads import ScoringThreads
from valuation.columns_of import Subjects, laid_together
from valuation.features import Columns

_log = logging.getLogger("service")

LONE_BATCHES = 8
"""So many single rows in a row found nobody else about: the next one is scored on the event loop, which saves two changes of thread."""
SHORT = 0.005
"""Seconds; a model that takes longer for one row never holds up the event loop."""
IN_TIME = 0.3
"""Share of its time that a call may be expected to wait: were calls admitted to the last second, many would be scored and yet be late."""
TICKS = 3
"""Turns of the event loop between a caller and its answer: to be read, to be admitted, to be answered. They are long where thousands call at once."""

Rejection = Literal["overloaded", "deadline", "cancelled", "backend", "quota"]


class Observer(Protocol):
    """Who counts: called from the event loop only, a few times a batch and once for a call that is refused; never with what was asked."""

    def queued(self, rows: int) -> None: ...

    def rejected(self, reason: Rejection) -> None: ...

    def released(self, rows: int, waits: list[float], reason: Release) -> None: ...

    def scored(self, rows: int, seconds: float) -> None: ...


class Spans(Protocol):
    """Who traces: called from the event loop only. `ticket` in the task of the call that is being admitted; `scored` when its batch has come back."""

    def ticket(self) -> object: ...

    def scored(self, batch: Batch, seconds: float, error: BaseException | None) -> None: ...


class Batcher:
    """Scores the rows of many callers together, on `threads` threads; rows of one model only in one batch.

    Sizes are costs in rows, times seconds: `max_batch` of one run, `max_queue` of the interactive calls that wait, `max_sweep_queue` of the sweeps,
    `sweep_chunk` of a sweep that is scored in one run.
    """

    def __init__(
        self,
        observer: Observer,
        *,
        max_batch: int,
        max_queue: int,
        sweep_chunk: int = 128,
        max_sweep_queue: int = 65_536,
        threads: int = 1,
        stalled_after: float = 60.0,
        drain: float = 10.0,
        lone_batches: int = LONE_BATCHES,
        clock: Callable[[], float] = time.monotonic,
        spans: Spans | None = None,
    ) -> None:
        self._observer, self._clock, self._spans = observer, clock, spans
        self._backlog = Backlog(max_batch=max_batch, max_queue=max_queue, sweep_chunk=sweep_chunk, max_sweep_queue=max_sweep_queue)
        self._threads, self._stalled_after, self._drain, self._lone_batches = threads, stalled_after, drain, lone_batches
        self._rate = DrainRate(threads)
        self._running: set[Batch] = set()  # whose callers have no answer yet
        self._busy = 0  # threads
        self._lag = 0.0  # seconds that the event loop took to notice the last outcome
        self._turn: float | None = None  # when it began the turn that it is in
        self._lone = 0
        self._waking = False
        self._watch: asyncio.TimerHandle | None = None
        self._watched = float("inf")
        self._broken: WeakKeyDictionary[Model, ScorerFailed] = WeakKeyDictionary()
        self._stopped: ScorerFailed | ShuttingDown | None = ShuttingDown("the batcher is not running")

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._scoring: ScoringThreads[Answer] = ScoringThreads(self._threads, self._loop)
        self._emptied = asyncio.Event()
        self._stopped = None
        return self

    async def __aexit__(self, *_: object) -> None:
        """Answers what was accepted, within `drain` seconds; then resolves whatever is left as ShuttingDown."""
        self._stopped = self._stopped or ShuttingDown("the service is stopping")
        try:
            if self._busy or self._backlog.cost:
                self._emptied.clear()
                await asyncio.wait_for(self._emptied.wait(), self._drain)
        except TimeoutError:
            _log.warning("calls were left unanswered after %g s", self._drain)
        finally:
            stuck = self._busy > 0
            self._fail_all(self._stopped)
            if self._watch is not None:
                self._watch.cancel()
            self._scoring.stop(wait=not stuck)

    @property
    def waiting(self) -> int:
        """What waits to be scored, in rows."""
        return self._backlog.cost

    @property
    def filled(self) -> float:
        """Share of the room for interactive calls that is taken."""
        return self._backlog.interactive.cost / self._backlog.interactive.bound

    def trouble(self, model: Model) -> str | None:
        """Why the model cannot score here, or None: what `/ready` and `/live` report."""
        if (reason := self._stopped or self._broken.get(model)) is not None:
            return str(reason)
        now = self._clock()
        if any(now - batch.started > self._stalled_after for batch in self._running):
            return f"one batch has been running for more than {self._stalled_after:g} s"
        return None

    def require_room(self, cost: int = 1, *, sweep: bool = False, timeout: float | None = None) -> None:
        """Raises what `submit` would raise for a call of that cost (in rows): ask before a body is read or decoded.

        Overloaded, also where what waits, and the event loop being behind, would take more than a third of `timeout` (seconds); ShuttingDown, or
        ScorerFailed where batching itself has failed.
        """
        if self._stopped is not None:
            raise _anew(self._stopped)
        lane = self._lane(sweep)
        ahead = self._backlog.cost if sweep else lane.cost
        late = timeout is not None and TICKS * self._behind() + self._rate.wait(ahead) > IN_TIME * timeout
        if late or not lane.has_room(cost):
            if not sweep:  # which tries again, and counts itself once it gives up
                self._observer.rejected("overloaded")
            raise Overloaded(self._rate.retry_after(ahead))

    async def submit(self, model: Model, columns: Columns | Subjects, *, timeout: float, sweep: bool = False, shadow: bool = False) -> Answer:
        """The outcome of every row, in order, within `timeout` seconds. A sweep is scored in chunks, behind interactive calls but never starved by them; a
        shadow, which nobody asked for, is not counted among what was refused or answered.

        Raises, before any work, Overloaded, ScorerFailed or ShuttingDown, and ValueError for no rows; DeadlineExceeded later, or one of the same.
        """
        costs = running_costs(columns)
        if costs[-1] == 0:
            raise ValueError("a call without rows")
        self.require_room(costs[-1], sweep=sweep, timeout=timeout)
        if self._broken and (broken := self._broken.get(model)):
            raise _anew(broken)
        now = self._clock()
        job = Job(model, columns, now + timeout, now, self._loop.create_future(), costs, None if self._spans is None else self._spans.ticket(), shadow)
        lane = self._lane(sweep)
        lane.add(job)
        self._wake()
        if job.deadline < self._watched:
            self._watch_until(job.deadline, now)
        try:
            return await job.future
        except DeadlineExceeded:
            if not shadow:
                self._observer.rejected("deadline")
            raise DeadlineExceeded(f"no answer within {timeout:g} s") from None
        except asyncio.CancelledError:
            if not shadow:
                self._observer.rejected("cancelled")
            raise
        finally:
            lane.drop(job)

    def _behind(self) -> float:
        """Seconds that the event loop is behind in all that it does: it took as long to notice an outcome, or has been in one turn for as long."""
        now = self._clock()
        if self._turn is None:
            self._turn = now
            self._loop.call_soon(self._end_turn)
        return max(self._lag if self._busy else 0.0, now - self._turn)

    def _end_turn(self) -> None:
        self._turn = None

    def _lane(self, sweep: bool) -> Lane:
        return self._backlog.sweeps if sweep else self._backlog.interactive

    def _wake(self) -> None:
        """Looks at the queue one tick later, so that all calls that are readable now are in it."""
        if not self._waking and self._busy < self._threads:
            self._waking = True
            self._loop.call_soon(self._supervised, self._release)

    def _supervised(self, step: Callable[..., None], *about: object) -> None:
        """Every step of batching runs in here: a fault of its own fails everyone at once and says so, it never leaves anyone waiting."""
        try:
            step(*about)
        except Exception as error:  # noqa: BLE001 - a fault of ours: fail fast and say so, never die silently
            _log.error("batching has failed", exc_info=error)
            self._stopped = ScorerFailed(f"batching has failed: {told_shortly(error)}")
            self._fail_all(self._stopped)

    def _release(self) -> None:
        """Gives every free thread a batch, as long as anything waits."""
        self._waking = False
        while (free := self._threads - self._busy) > 0:
            now = self._clock()
            batch = self._backlog.take(free, now)
            if batch is None:
                break
            batch.started = now
            self._observer.released(batch.rows, batch.waits, batch.reason)
            self._running.add(batch)
            self._busy += 1
            if not self._scored_at_once(batch):
                self._scoring.run(lambda batch=batch: self._scored(batch), lambda outcome, batch=batch: self._supervised(self._settle, batch, outcome))  # type: ignore[misc]
        self._observer.queued(self._backlog.cost)
        if not self._busy and not self._backlog.cost:
            self._emptied.set()

    def _scored_at_once(self, batch: Batch) -> bool:
        """Scores a lone row here and now where the last rows were lone and short too; what fails goes to a thread, to be looked into."""
        alone = batch.cost == 1 and self._busy == 1 and not self._backlog.cost
        if not alone:
            self._lone = 0
        if not alone or self._lone < self._lone_batches:
            return False
        try:
            outcome = batch.model.score(laid_together([batch.pieces[0].columns]))
        except Exception:  # noqa: BLE001 - the thread scores it again and tells a bad row from a bad scorer
            self._lone = 0
            return False
        if len(outcome) != 1:
            return False
        batch.finished = self._clock()
        self._settle(batch, (Part(1, outcome),))
        return True

    def _scored(self, batch: Batch) -> Answer:
        """On a scoring thread, so that joining columns does not hold up the event loop either."""
        try:
            return score_together(batch.model, [piece.columns for piece in batch.pieces])
        finally:
            batch.finished = self._clock()

    def _settle(self, batch: Batch, outcome: Answer | BaseException) -> None:
        """A batch has come back: the next one goes out first, so that the answers are dealt while it runs."""
        self._busy -= 1
        if batch not in self._running:  # given up on, at the end or because batching has failed
            return
        now = self._clock()
        seconds, self._lag = now - batch.started, now - batch.finished
        self._lone = self._lone + 1 if batch.cost == 1 and not self._backlog.cost and seconds <= SHORT else 0
        if self._spans is not None:
            self._spans.scored(batch, seconds, outcome if isinstance(outcome, BaseException) else None)
        if isinstance(outcome, BaseException):
            self._break(batch, outcome)
            self._release()
        else:
            self._rate.scored(batch.cost, seconds)
            self._observer.scored(batch.rows, seconds)
            self._release()
            self._deal(batch, outcome)
        self._running.discard(batch)

    def _deal(self, batch: Batch, parts: Answer) -> None:
        for part in parts:
            if isinstance(part.outcome, RowFailed):
                self._observer.rejected("backend")
                _log.warning("a row cannot be scored: %s", part.outcome.reason)
        for piece, answer in zip(batch.pieces, dealt(parts, [piece.rows for piece in batch.pieces]), strict=True):
            piece.job.resolve(answer, piece.first, piece.end)

    def _break(self, batch: Batch, error: BaseException) -> None:
        """The model is broken: whoever waits for it is told now, whoever calls it later at once."""
        broken = error if isinstance(error, ScorerFailed) else ScorerFailed(told_shortly(error))
        _log.error("the model cannot be used any more: %s", broken)
        self._broken[batch.model] = broken
        for piece in batch.pieces:
            piece.job.fail(broken)
        for job in [job for job in self._backlog if job.model is batch.model]:
            job.fail(broken)

    def _fail_all(self, error: Exception) -> None:
        for job in [*self._backlog, *(piece.job for batch in self._running for piece in batch.pieces)]:
            job.fail(error)
        self._running.clear()
        self._emptied.set()

    def _watch_until(self, deadline: float, now: float) -> None:
        """One timer for all calls, at the earliest deadline; while calls come and go in time it is hardly ever set."""
        if self._watch is not None:
            self._watch.cancel()
        self._watched = deadline
        self._watch = self._loop.call_later(max(deadline - now, 0.001), self._supervised, self._fail_late)

    def _fail_late(self) -> None:
        now, self._watch, self._watched = self._clock(), None, float("inf")
        waiting = [job for job in self._backlog if not job.future.done()]
        waiting += [piece.job for batch in self._running for piece in batch.pieces if not piece.job.future.done()]
        for job in waiting:
            if job.deadline <= now:
                job.fail(DeadlineExceeded())
        if left := [job.deadline for job in waiting if job.deadline > now]:
            self._watch_until(min(left), now)


def _anew(error: ScorerFailed | ShuttingDown) -> Exception:
    """An error to raise once more: one object raised for every call would keep all their tracebacks."""
    return type(error)(str(error))
