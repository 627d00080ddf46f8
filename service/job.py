"""One caller's rows on their way through the batcher, and the few ways in which they can end without an answer."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import NamedTuple, Protocol

import numpy as np

from models.predictions import Predictions
from valuation.columns_of import Subjects
from valuation.features import Columns

ROW_TEXT = 1_024
"""Characters of a text that cost about as much to tokenise as a row costs the trees; a longer text counts as several rows."""


class Overloaded(Exception):
    """The queue is full; nothing was done. `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(f"the queue is full; retry after {retry_after} s")


class DeadlineExceeded(Exception):
    """The answer was not ready in time; it was not, or will not be, used."""


class ScorerFailed(Exception):
    """The scorer itself is broken: nothing more can be scored by it in this process."""


class ShuttingDown(Exception):
    """The process is stopping; another one will answer."""


class Model(Protocol):
    """What scores: one bundle with one schema, known by its identity. `models.scorer.Scorer` is one."""

    def score(self, columns: Columns, /) -> Predictions: ...

    def self_test(self) -> None: ...


@dataclass(frozen=True, slots=True)
class RowFailed:
    """A row that the scorer cannot score although it scores others. `reason` is for the log, not for the caller."""

    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of neighbouring rows that share their fate: `rows` of what a batch gave, from its row `first` on."""

    rows: int
    outcome: Predictions | RowFailed
    first: int = 0

    def own(self) -> Predictions | RowFailed:
        """The outcome of these rows alone."""
        whole = isinstance(self.outcome, RowFailed) or self.rows == len(self.outcome)
        return self.outcome if whole else self.outcome[self.first : self.first + self.rows]  # type: ignore[index]


Answer = tuple[Part, ...]
"""What a caller gets: parts that cover its rows in order; one part unless a row failed or the call was cut over several batches."""


@dataclass(eq=False, repr=False, slots=True)
class Job:
    """One caller's rows. `deadline` and `queued_at` are on the batcher's clock; `future` is resolved exactly once, on every path.

    `costs` is the running total of what the rows cost, 0 first. `ticket` is whatever knows the request that it is for; a `shadow` is for nobody.
    The rows before `taken` have left the queue for a batch; `queued` is true as long as the job lies in a queue at all.
    """

    model: Model
    columns: Columns | Subjects
    deadline: float
    queued_at: float
    future: asyncio.Future[Answer]
    costs: Sequence[int]
    ticket: object = None
    shadow: bool = False
    taken: int = 0
    queued: bool = False
    _answered: dict[int, Answer] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def cost(self) -> int:
        """What the rows that still wait cost."""
        return self.costs[-1] - self.costs[self.taken]

    def take(self, room: int) -> Piece:
        """The next rows that together cost no more than `room`, and at least one."""
        first = self.taken
        self.taken = max(first + 1, bisect_right(self.costs, self.costs[first] + room) - 1)
        return Piece(self, first, self.taken)

    def resolve(self, answer: Answer, first: int = 0, end: int | None = None) -> None:
        """Takes the outcome of rows `first` to before `end`; once all rows have one, the caller, if there still is one, gets them in order."""
        if self.future.done():
            return
        if first == 0 and end in (None, len(self)):
            self.future.set_result(answer)
            return
        self._answered[first] = answer
        if sum(part.rows for parts in self._answered.values() for part in parts) == len(self):
            self.future.set_result(tuple(part for _, parts in sorted(self._answered.items()) for part in parts))

    def fail(self, error: Exception) -> None:
        """Tells the caller why there is no answer, if there still is one."""
        if not self.future.done():
            self.future.set_exception(error)


class Piece(NamedTuple):
    """Rows of one job, `first` to before `end`, that are scored together."""

    job: Job
    first: int
    end: int

    @property
    def rows(self) -> int:
        return self.end - self.first

    @property
    def cost(self) -> int:
        return self.job.costs[self.end] - self.job.costs[self.first]

    @property
    def columns(self) -> Columns | Subjects:
        whole = self.rows == len(self.job)
        return self.job.columns if whole else self.job.columns.take(np.arange(self.first, self.end))


ONE_ROW = (0, 1)


def running_costs(columns: Columns | Subjects) -> Sequence[int]:
    """The running total of what rows cost, 0 first: one each, and one more for every further `ROW_TEXT` characters of text."""
    text = columns.text
    if len(text) == 1 and len(text[0]) <= ROW_TEXT:
        return ONE_ROW
    return list(accumulate((1 if len(words) <= ROW_TEXT else -(-len(words) // ROW_TEXT) for words in text), initial=0))


def dealt(parts: Answer, sizes: list[int]) -> list[Answer]:
    """The parts of a batch dealt out to its callers, `sizes` rows each, in order."""
    single = parts[0].outcome if len(parts) == 1 else None
    if isinstance(single, Predictions):
        # The batch's own arrays, shared: a slice of each for every caller costs more than most callers' rows.
        return [(Part(size, single, parts[0].first + end - size),) for size, end in zip(sizes, accumulate(sizes), strict=True)]
    rows = iter([(part.outcome, part.first + at) for part in parts for at in range(part.rows)])
    return [_joined(list(islice(rows, size))) for size in sizes]


def _joined(rows: list[tuple[Predictions | RowFailed, int]]) -> Answer:
    """Rows as (outcome, row within it), neighbours of one outcome joined into a part."""
    parts: list[Part] = []
    start = 0
    for at in range(1, len(rows) + 1):
        outcome, first = rows[start]
        if at == len(rows) or rows[at][0] is not outcome:
            size = at - start
            parts.append(Part(size, outcome, first))
            start = at
    return tuple(parts)
