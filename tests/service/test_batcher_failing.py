"""One row cannot fail another, a broken scorer fails fast, and nothing fails silently."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from models.predictions import Predictions
from service.job import ScorerFailed
from tests.service.batching import Altered, Counts, batcher, held, points, queued, run


def test_a_poisoned_row_fails_alone(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a", "poison", "b"), rows("c"), rows("d", "e"))
            scorer.gate.set()
            _, mixed, *others = await asyncio.gather(first, *tasks)
        assert points(mixed) == [price_of("a"), None, price_of("b")]
        assert [points(answer) for answer in others] == [[price_of("c")], [price_of("d"), price_of("e")]]
        assert counts.rejections == ["backend"]

    run(story)


def test_the_batcher_goes_on_after_a_poisoned_row(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            assert points(await running.submit(scorer, rows("poison"), timeout=5)) == [None]
            assert running.trouble(scorer) is None
            assert points(await running.submit(scorer, rows("a"), timeout=5)) == [price_of("a")]

    run(story)


def test_a_broken_scorer_fails_everyone_fast_and_says_so(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a"), rows("b", "c"))
            scorer.broken = True
            scorer.gate.set()
            outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [ScorerFailed] * 3
            assert "self-test" in str(running.trouble(scorer))
            with pytest.raises(ScorerFailed):
                await running.submit(scorer, rows("next"), timeout=5)
        assert scorer.batches == [["first"]]

    run(story)


def test_a_scorer_that_loses_rows_is_broken(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        def short(columns: Any) -> Predictions:
            answer: Predictions = scorer.score(columns)
            return answer[0 : len(columns) - 1]

        model = Altered(scorer, short)
        async with batcher() as running:
            with pytest.raises(ScorerFailed, match="2 rows in, 1 out"):
                await running.submit(model, rows("a", "b"), timeout=5)
            assert running.trouble(model) is not None
            assert running.trouble(scorer) is None

    run(story)


def test_running_out_of_memory_is_fatal(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        def exhausted(_: Any) -> Predictions:
            raise MemoryError("8 GiB")

        model = Altered(scorer, exhausted)
        async with batcher() as running:
            with pytest.raises(ScorerFailed, match="out of memory"):
                await running.submit(model, rows("a"), timeout=5)

    run(story)


def test_a_fault_of_the_loop_itself_fails_fast_and_flips_health(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        broken_clock = False

        def clock() -> float:
            if broken_clock:
                raise OSError("no clock")
            return time.monotonic()

        async with batcher(clock=clock) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a"))
            broken_clock = True
            scorer.gate.set()
            outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [ScorerFailed] * 2
            assert "batching has failed: OSError at tests" in str(running.trouble(scorer))

    run(story)


def test_a_stalled_scorer_shows_in_health(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        now = [0.0]
        async with batcher(clock=lambda: now[0], stalled_after=60) as running:
            first = await held(scorer, running, rows("first"))
            now[0] = 59
            assert running.trouble(scorer) is None
            now[0] = 61
            assert "60 s" in str(running.trouble(scorer))
            scorer.gate.set()
            await first
            assert running.trouble(scorer) is None

    run(story)
