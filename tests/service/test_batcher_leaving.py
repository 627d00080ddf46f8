"""Who has left or is late never reaches the scorer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.job import Answer, DeadlineExceeded
from tests.service.batching import Counts, batcher, held, queued, run


def test_who_has_left_never_reaches_the_scorer(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            first = await held(scorer, running, rows("first"))
            left, stayed = await queued(scorer, running, rows("left"), rows("stayed"))
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            scorer.gate.set()
            await asyncio.gather(first, stayed)
        assert scorer.rows_seen == ["first", "stayed"]
        assert counts.rejections == ["cancelled"]

    run(story)


def test_who_leaves_in_the_moment_of_dequeue_never_reaches_the_scorer(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        leaving: list[asyncio.Task[Answer]] = []

        class Cancelling(Counts):
            def scored(self, rows: int, seconds: float) -> None:
                for task in leaving:
                    task.cancel()

        async with batcher(Cancelling()) as running:
            first = await held(scorer, running, rows("first"))
            left, stayed = await queued(scorer, running, rows("left"), rows("stayed"))
            leaving.append(left)
            scorer.gate.set()
            await asyncio.gather(first, stayed)
            assert left.cancelled()
        assert scorer.rows_seen == ["first", "stayed"]

    run(story)


def test_who_has_left_makes_room_at_once(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(max_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            (left,) = await queued(scorer, running, rows(*"abcdefgh"))
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            stayed = await queued(scorer, running, rows(*"ijklmnop"))
            scorer.gate.set()
            await asyncio.gather(first, *stayed)

    run(story)


def test_who_is_late_gets_a_deadline_error_and_never_reaches_the_scorer(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            first = await held(scorer, running, rows("first"))
            with pytest.raises(DeadlineExceeded):
                await running.submit(scorer, rows("late"), timeout=0.02)
            scorer.gate.set()
            await first
        assert scorer.rows_seen == ["first"]
        assert counts.rejections == ["deadline"]

    run(story)


def test_lateness_is_judged_on_the_batchers_own_clock_at_dequeue(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        now = [100.0]
        async with batcher(clock=lambda: now[0]) as running:
            first = await held(scorer, running, rows("first"))
            late, timely = await queued(scorer, running, rows("late"), timeout=5), await queued(scorer, running, rows("timely"), timeout=50)
            now[0] += 10
            scorer.gate.set()
            await asyncio.gather(first, *timely)
            with pytest.raises(DeadlineExceeded):
                await late[0]
        assert scorer.rows_seen == ["first", "timely"]

    run(story)


def test_everyone_who_is_late_is_told_in_time_while_a_batch_runs_on(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            first = await held(scorer, running, rows("first"), timeout=0.04)
            later = (await queued(scorer, running, rows("later"), timeout=0.08))[0]
            sooner = (await queued(scorer, running, rows("sooner"), timeout=0.01))[0]
            outcomes = await asyncio.gather(first, later, sooner, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [DeadlineExceeded] * 3
            scorer.gate.set()
        assert scorer.rows_seen == ["first"]

    run(story)
