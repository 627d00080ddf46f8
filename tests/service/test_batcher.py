"""The batching rules, each by its name in docs/service.md: what is scored together, admission, shutdown."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import numpy as np
import pytest

from models.predictions import Predictions
from service.job import DeadlineExceeded, Overloaded, ShuttingDown
from tests.service.batching import Altered, Counts, batcher, held, points, queued, run


def test_a_lone_call_waits_for_nobody(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            await running.submit(scorer, rows("warm"), timeout=5)
            waits = []
            for _ in range(21):
                started = time.perf_counter()
                await running.submit(scorer, rows("a"), timeout=5)
                waits.append(time.perf_counter() - started)
            assert sorted(waits)[10] < 0.005
            assert scorer.batches == [["warm"], *[["a"]] * 21]

    run(story)


def test_what_is_queued_is_scored_together_in_order_of_arrival(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a", "b"), rows("c"), rows("d", "e"))
            scorer.gate.set()
            answers = await asyncio.gather(first, *tasks)
        assert scorer.batches == [["first"], ["a", "b", "c", "d", "e"]]
        assert [points(answer) for answer in answers] == [[price_of(t) for t in texts] for texts in (["first"], "ab", "c", "de")]
        assert counts.releases == [(1, "drained"), (5, "drained")]

    run(story)


def test_a_batch_holds_no_more_rows_than_it_may_and_calls_are_not_overtaken(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows(*"abcde"), rows(*"fghi"), rows("j"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks)
        assert scorer.batches[1:] == [list("abcde"), list("fghij")]
        assert counts.releases[1:] == [(5, "full"), (5, "drained")]

    run(story)


def test_a_call_is_refused_before_any_work_when_the_queue_is_full(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts, max_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows(*"abcdef"))
            with pytest.raises(Overloaded) as refused:
                await running.submit(scorer, rows("x", "y", "z"), timeout=5)
            assert refused.value.retry_after >= 1
            fitting = await queued(scorer, running, rows("g", "h"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks, *fitting)
        assert not {"x", "y", "z"} & set(scorer.rows_seen)
        assert counts.rejections == ["overloaded"]

    run(story)


def test_a_call_without_rows_is_refused_at_once(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            with pytest.raises(ValueError, match="without rows"):
                await running.submit(scorer, rows(), timeout=5)
        assert scorer.batches == []

    run(story)


def test_a_call_larger_than_a_batch_is_cut_and_answered_in_order(scorer: Any, rows: Any, price_of: Any) -> None:
    texts = [f"row {at}" for at in range(20)]

    async def story() -> None:
        async with batcher() as running:
            first = await held(scorer, running, rows("first"))
            large, small = await queued(scorer, running, rows(*texts), rows("small"))
            scorer.gate.set()
            await asyncio.gather(first, small)
            assert points(await large) == [price_of(text) for text in texts]
        assert scorer.batches[1:] == [texts[:8], texts[8:16], [*texts[16:], "small"]]

    run(story)


def test_rows_are_the_cost_of_a_call_and_a_long_text_counts_as_several(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts, max_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a", "b", "c"), rows("long" * 1_000))
            with pytest.raises(Overloaded):
                await running.submit(scorer, rows("d", "e"), timeout=5)
            assert running.waiting == 7
            tasks += await queued(scorer, running, rows("f"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks)
        assert scorer.batches[1:] == [["a", "b", "c", "long" * 1_000, "f"]]
        assert counts.queue[-1] == 0

    run(story)


def test_shutdown_answers_whoever_was_accepted(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows(*"abcdefg"), rows("h", "i"))
            asyncio.get_running_loop().call_later(0.05, scorer.gate.set)
        answers = [task.result() for task in (first, *tasks)]
        assert [points(answer) for answer in answers] == [[price_of(t) for t in texts] for texts in (["first"], "abcdefg", "hi")]

    run(story)


def test_nobody_is_accepted_while_shutting_down(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        running = batcher()
        with pytest.raises(ShuttingDown):
            await running.submit(scorer, rows("too early"), timeout=5)
        async with running:
            first = await held(scorer, running, rows("first"))
            closing = asyncio.create_task(running.__aexit__())
            await asyncio.sleep(0.01)
            assert running.trouble(scorer) is not None
            with pytest.raises(ShuttingDown):
                await running.submit(scorer, rows("too late"), timeout=5)
            scorer.gate.set()
            await asyncio.gather(first, closing)
        assert scorer.rows_seen == ["first"]

    run(story)


def test_every_future_is_resolved_when_shutdown_interrupts_a_batch(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(drain=0.02) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a"), rows("b"))
        outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
        scorer.gate.set()
        assert [type(outcome) for outcome in outcomes] == [ShuttingDown] * 3

    run(story)


def test_an_outcome_that_comes_after_everyone_was_told_is_dropped(scorer: Any, rows: Any, caplog: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts, drain=0.02) as running:
            first = await held(scorer, running, rows("first"))
        told = list(counts.queue)
        scorer.gate.set()
        await asyncio.sleep(0.05)
        assert isinstance((await asyncio.gather(first, return_exceptions=True))[0], ShuttingDown)
        assert counts.queue == told

    run(story)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_a_row_gets_the_same_answer_alone_and_in_any_batch(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher() as running:
            alone = [await running.submit(scorer, rows(text), timeout=5) for text in "abcdef"]
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, *[rows(text) for text in "abcdef"])
            scorer.gate.set()
            await first
            together = await asyncio.gather(*tasks)
        assert scorer.batches[-1] == list("abcdef")
        for one, other in zip(alone, together, strict=True):
            assert one[0].own().price.tobytes() == other[0].own().price.tobytes()  # type: ignore[union-attr]

    run(story)


def test_a_batch_is_scored_on_one_thread_at_a_time(scorer: Any, rows: Any) -> None:
    threads: list[str] = []
    running_now: list[int] = []

    def score(columns: Any) -> Predictions:
        threads.append(threading.current_thread().name)
        running_now.append(1)
        assert len(running_now) == 1
        answer: Predictions = scorer.score(columns)
        running_now.pop()
        return answer

    async def story() -> None:
        model = Altered(scorer, score)
        async with batcher(max_batch=2) as running:
            await asyncio.gather(*[running.submit(model, rows(f"row {at}"), timeout=5) for at in range(20)])
            assert running.trouble(model) is None

    run(story)
    assert len(threads) >= 10
    assert len(set(threads)) == 1


def test_rows_of_different_schemas_are_never_merged(scorer: Any, rows: Any, price_of: Any) -> None:
    other = rows("b")
    other.numbers["another"] = np.array([1.0])

    async def story() -> None:
        async with batcher() as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(scorer, running, rows("a"), other)
            scorer.gate.set()
            await first
            assert [points(await task) for task in tasks] == [[price_of("a")], [price_of("b")]]
        assert scorer.batches[1:] == [["a"], ["b"]]

    run(story)


def test_what_a_shadow_scores_is_never_refused(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(counts) as running:
            await running.submit(scorer, rows("a"), timeout=10)
            await running.submit(scorer, rows("b", "c"), timeout=10, sweep=True, shadow=True)
            first = await held(scorer, running, rows("first"))
            with pytest.raises(DeadlineExceeded):
                await running.submit(scorer, rows("d"), timeout=0.02, sweep=True, shadow=True)
            scorer.gate.set()
            await first
        assert counts.rejections == []

    run(story)
