"""One caller's rows on their way through the batcher, and the few ways in which they can end without an answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from itertools import islice

from models.predictions import Predictions
from valuation.features import Columns


class Overloaded(Exception):
    """The queue is full; nothing was done. `retry_after` is in seconds."""

    def __init__(self, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(f"the queue is full; retry after {retry_after} s")


class DeadlineExceeded(Exception):
    """The answer was not ready in time; it was not, or will not be, used."""


class ScorerFailed(Exception):
    """The scorer itself is broken: nothing more can be scored by this process."""


class ShuttingDown(Exception):
    """The process is stopping; another one will answer."""


@dataclass(frozen=True, slots=True)
class RowFailed:
    """A row that the scorer cannot score although it scores others. `reason` is for the log, not for the caller."""

    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """A run of neighbouring rows that share their fate."""

    rows: int
    outcome: Predictions | RowFailed


Answer = tuple[Part, ...]
"""What a caller gets: parts that cover its rows in order; one part unless a row failed."""


@dataclass(eq=False, repr=False, slots=True)
class Job:
    """One caller's rows. `deadline` and `queued_at` are on the batcher's clock; `future` is resolved exactly once, on every path.

    `queued` is true until the job is taken for a batch, or taken out.
    """

    columns: Columns
    deadline: float
    queued_at: float
    future: asyncio.Future[Answer]
    queued: bool = True

    @property
    def cost(self) -> int:
        """Rows; padded tokens where an encoder dominates."""
        return len(self.columns)

    def resolve(self, answer: Answer) -> None:
        """Answers the caller, if there still is one."""
        if not self.future.done():
            self.future.set_result(answer)

    def fail(self, error: Exception) -> None:
        """Tells the caller why there is no answer, if there still is one."""
        if not self.future.done():
            self.future.set_exception(error)


def dealt(parts: Answer, sizes: list[int]) -> list[Answer]:
    """The parts of a batch dealt out to its callers, `sizes` rows each, in order."""
    single = parts[0].outcome if len(parts) == 1 else None
    if isinstance(single, Predictions):
        ends = _running_total(sizes)
        return [(Part(size, single[end - size : end]),) for size, end in zip(sizes, ends, strict=True)]
    rows = iter([(part.outcome, at) for part in parts for at in range(part.rows)])
    return [_joined(list(islice(rows, size))) for size in sizes]


def _running_total(sizes: list[int]) -> list[int]:
    ends, end = [], 0
    for size in sizes:
        end += size
        ends.append(end)
    return ends


def _joined(rows: list[tuple[Predictions | RowFailed, int]]) -> Answer:
    """Rows as (outcome, row within it), neighbours of one outcome joined into a part."""
    parts: list[Part] = []
    start = 0
    for at in range(1, len(rows) + 1):
        outcome, first = rows[start]
        if at == len(rows) or rows[at][0] is not outcome:
            size = at - start
            parts.append(Part(size, outcome[first : first + size] if isinstance(outcome, Predictions) else outcome))
            start = at
    return tuple(parts)
