"""What waits to be scored, and who is next: interactive calls before sweeps, the oldest call first, never two models in one batch.

All costs are in rows; a long text counts as several (`service/job.py`). A call is cut only where it is larger than the batch that it heads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from service.job import DeadlineExceeded, Job, Model, Piece

SHARE = 4
"""While both wait, sweeps get a chunk after interactive calls have had this many times its cost: at least one row in five."""
WORTH_A_THREAD = 64
"""Cost below which a backlog is not split between free threads: a row costs a fifth more in a batch of 64 than in one of 256, twice as much in one of 16."""

Release = Literal["full", "drained"]


@dataclass(eq=False, repr=False, slots=True)
class Batch:
    """Rows of one model that are scored in one run; `waits` are the seconds that each call waited; `reason` says why there are no more.

    `started` and `finished` are on the batcher's clock.
    """

    model: Model
    pieces: list[Piece]
    waits: list[float]
    cost: int
    reason: Release = "drained"
    started: float = 0.0
    finished: float = 0.0

    @property
    def rows(self) -> int:
        """Achievements."""
        return sum(piece.rows for piece in self.pieces)


class Lane:
    """Calls of one priority, grouped by model, each group in order of arrival. `cost` is that of all rows that wait, `bound` what it may reach."""

    def __init__(self, bound: int) -> None:
        self.bound, self.cost = bound, 0
        self._groups: dict[Model, OrderedDict[Job, None]] = {}

    def __iter__(self) -> Iterator[Job]:
        return (job for jobs in self._groups.values() for job in jobs)

    def has_room(self, cost: int) -> bool:
        """Whether so much more may wait. An empty lane takes any call, else one larger than the bound would be turned away for ever."""
        return not self.cost or self.cost + cost <= self.bound

    def add(self, job: Job) -> None:
        """Behind all others of its model."""
        job.queued = True
        self._groups.setdefault(job.model, OrderedDict())[job] = None
        self.cost += job.cost

    def drop(self, job: Job) -> None:
        """Whoever leaves early takes the rest of their rows out at once, so that the departed crowd nobody out."""
        if job.queued:
            self.cost -= job.cost
            self._leave(job)

    def take(self, room: int, now: float) -> Batch | None:
        """Up to `room` of the model whose oldest call is the oldest. Who has left, or is late, is dropped."""
        while self._groups:
            jobs = min(self._groups.values(), key=lambda group: next(iter(group)).queued_at) if len(self._groups) > 1 else next(iter(self._groups.values()))
            if batch := self._filled(jobs, room, now):
                return batch
        return None

    def _filled(self, jobs: OrderedDict[Job, None], room: int, now: float) -> Batch | None:
        batch: Batch | None = None
        while jobs:
            job = next(iter(jobs))
            if job.future.done():
                self.drop(job)
                continue
            if job.deadline <= now:
                self.drop(job)
                job.fail(DeadlineExceeded())
                continue
            if batch is None:
                batch = Batch(job.model, [], [], 0)
            elif batch.cost + job.cost > room:
                break
            piece = job.take(room - batch.cost)
            cost = piece.cost
            self.cost -= cost
            batch.pieces.append(piece)
            batch.waits.append(now - job.queued_at)
            batch.cost += cost
            if piece.end < len(job):
                break
            self._leave(job)
        return batch

    def _leave(self, job: Job) -> None:
        job.queued = False
        group = self._groups[job.model]
        del group[job]
        if not group:
            del self._groups[job.model]


class Backlog:
    """Two lanes and the choice between them."""

    def __init__(self, *, max_batch: int, max_queue: int, sweep_chunk: int, max_sweep_queue: int) -> None:
        self._max_batch, self._chunk = max_batch, min(sweep_chunk, max_batch)
        self.interactive, self.sweeps = Lane(max_queue), Lane(max_sweep_queue)
        self._owed = 0

    def __iter__(self) -> Iterator[Job]:
        yield from self.interactive
        yield from self.sweeps

    @property
    def cost(self) -> int:
        """Of all that waits."""
        return self.interactive.cost + self.sweeps.cost

    def take(self, free: int, now: float) -> Batch | None:
        """The next batch for one of `free` threads; None where nothing (that anybody still wants) waits."""
        sweeps_are_due = self.sweeps.cost and self._owed >= SHARE * self._chunk
        if not sweeps_are_due and (batch := self.interactive.take(self._share(free), now)):
            self._owed = self._owed + batch.cost if self.sweeps.cost else 0
            return self._explained(batch, self.interactive)
        self._owed = 0
        if batch := self.sweeps.take(self._chunk, now):
            return self._explained(batch, self.sweeps)
        return self._explained(batch, self.interactive) if (batch := self.interactive.take(self._share(free), now)) else None

    def _share(self, free: int) -> int:
        """What one batch may cost, so that every free thread gets some of what waits."""
        return min(self._max_batch, max(WORTH_A_THREAD, -(-self.interactive.cost // free)))

    def _explained(self, batch: Batch, lane: Lane) -> Batch:
        batch.reason = "full" if lane.cost else "drained"
        return batch
