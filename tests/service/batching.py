"""What the tests of the batching rules share: a batcher with small limits, calls that are held or queued, and an observer that writes down what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from models.predictions import Predictions
from service.batcher import Batcher
from service.job import Answer, RowFailed


class Counts:
    """An observer that writes down what it is told."""

    def __init__(self) -> None:
        self.rejections: list[str] = []
        self.releases: list[tuple[int, str]] = []
        self.queue: list[int] = []

    def queued(self, rows: int) -> None:
        self.queue.append(rows)

    def rejected(self, reason: str) -> None:
        self.rejections.append(reason)

    def released(self, rows: int, waits: list[float], reason: str) -> None:
        assert all(wait >= 0 for wait in waits)
        self.releases.append((rows, reason))

    def scored(self, rows: int, seconds: float) -> None:
        assert rows > 0
        assert seconds >= 0


class Altered:
    """A model whose `score` is another's, changed."""

    def __init__(self, model: Any, score: Callable[[Any], Predictions]) -> None:
        self.score, self.self_test = score, model.self_test


def batcher(counts: Counts | None = None, **changes: Any) -> Batcher:
    limits: dict[str, Any] = {"max_batch": 8, "max_queue": 64, "sweep_chunk": 4, "max_sweep_queue": 64}
    return Batcher(counts or Counts(), **limits | changes)


def points(answer: Answer) -> list[float | None]:
    """ln(price) of every row, None where the row failed."""
    found: list[float | None] = []
    for part in answer:
        found += [None] * part.rows if isinstance(part.outcome, RowFailed) else part.own().price_point.tolist()  # type: ignore[union-attr]
    return found


async def held(scorer: Any, running: Batcher, columns: Any, **about: Any) -> asyncio.Task[Answer]:
    """A call that is being scored and stays there until the gate opens."""
    scorer.gate.clear()
    scorer.started.clear()
    task = asyncio.create_task(running.submit(scorer, columns, **{"timeout": 10} | about))
    await asyncio.to_thread(scorer.started.wait, 5)
    return task


async def queued(scorer: Any, running: Batcher, *calls: Any, timeout: float = 10, sweep: bool = False) -> list[asyncio.Task[Answer]]:
    """Calls that have been admitted, in this order."""
    tasks = [asyncio.create_task(running.submit(scorer, call, timeout=timeout, sweep=sweep)) for call in calls]
    await asyncio.sleep(0.01)
    return tasks


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 20))
