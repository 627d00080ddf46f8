"""Who is scored next: calls before sweeps, neither for ever; models apart; threads all at work; and who is refused, until when."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from models.predictions import Predictions
from service.job import Overloaded, ScorerFailed, ShuttingDown
from tests.service.batching import Altered, Counts, batcher, held, points, queued, run


def test_a_call_waits_for_one_chunk_of_a_sweep_at_most(scorer: Any, rows: Any, price_of: Any) -> None:
    texts = [f"sweep {at}" for at in range(10)]

    async def story() -> None:
        async with batcher() as running:
            sweep = await held(scorer, running, rows(*texts), sweep=True)
            calls = await queued(scorer, running, rows("a"), rows("b"))
            scorer.gate.set()
            await asyncio.gather(*calls)
            assert points(await sweep) == [price_of(text) for text in texts]
        assert scorer.batches == [texts[:4], ["a", "b"], texts[4:8], texts[8:]]

    run(story)


def test_a_sweep_is_not_starved_by_calls(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(max_queue=1_000) as running:
            first = await held(scorer, running, rows("first"))
            calls = await queued(scorer, running, *[rows("call") for _ in range(100)])
            (sweep,) = await queued(scorer, running, rows("sweep"), sweep=True)
            scorer.gate.set()
            await asyncio.gather(first, *calls, sweep)
        assert scorer.batches.index(["sweep"]) == 3

    run(story)


def test_a_sweep_cannot_fill_the_queue_of_the_calls(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(max_queue=8, max_sweep_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            sweeps = await queued(scorer, running, rows(*["sweep"] * 30), sweep=True)
            with pytest.raises(Overloaded):
                await running.submit(scorer, rows("another sweep"), timeout=5, sweep=True)
            calls = await queued(scorer, running, rows(*["call"] * 8))
            scorer.gate.set()
            await asyncio.gather(first, *sweeps, *calls)

    run(story)


def test_the_calls_of_two_models_never_share_a_batch_and_the_oldest_goes_first(make_scorer: Any, rows: Any, price_of: Any) -> None:
    old, new = make_scorer(), make_scorer()

    async def story() -> None:
        async with batcher() as running:
            first = await held(old, running, rows("first"))
            calls = []
            for at, model in enumerate([old, new, old, new]):
                calls += await queued(model, running, rows(f"call {at}"))
            old.gate.set()
            await first
            assert [points(await call) for call in calls] == [[price_of(f"call {at}")] for at in range(4)]
        assert old.batches == [["first"], ["call 0", "call 2"]]
        assert new.batches == [["call 1", "call 3"]]

    run(story)


def test_a_broken_model_does_not_stop_the_others(make_scorer: Any, rows: Any, price_of: Any) -> None:
    old, new = make_scorer(), make_scorer()

    async def story() -> None:
        async with batcher() as running:
            first = await held(old, running, rows("first"))
            (other,), (fine,) = await queued(old, running, rows("a")), await queued(new, running, rows("b"))
            old.broken = True
            old.gate.set()
            assert points(await fine) == [price_of("b")]
            assert [type(error) for error in await asyncio.gather(first, other, return_exceptions=True)] == [ScorerFailed] * 2
            assert running.trouble(new) is None
            assert running.trouble(old) is not None

    run(story)


def test_two_threads_score_two_batches_at_the_same_time_and_never_more(scorer: Any, rows: Any, price_of: Any) -> None:
    both = threading.Barrier(2, timeout=10)
    running_now: list[int] = []

    def score(columns: Any) -> Predictions:
        running_now.append(1)
        assert len(running_now) <= 2
        both.wait()
        answer: Predictions = scorer.score(columns)
        running_now.pop()
        return answer

    async def story() -> None:
        model = Altered(scorer, score)
        texts = [f"row {at}" for at in range(32)]
        async with batcher(threads=2, max_batch=8) as running:
            answer = await running.submit(model, rows(*texts), timeout=10)
            assert points(answer) == [price_of(text) for text in texts]
            assert running.trouble(model) is None

    run(story)


def test_a_refused_call_is_told_when_what_waits_will_have_been_scored(scorer: Any, rows: Any) -> None:
    now = [0.0]

    def score(columns: Any) -> Predictions:
        now[0] += 2.0 * len(columns)
        answer: Predictions = scorer.score(columns)
        return answer

    async def story() -> None:
        model = Altered(scorer, score)
        async with batcher(max_queue=8, clock=lambda: now[0]) as running:
            await running.submit(model, rows("warm"), timeout=100)
            first = await held(scorer, running, rows("first"), timeout=100)
            waiting = await queued(model, running, rows(*"abcdef"), timeout=100)
            with pytest.raises(Overloaded) as refused:
                await running.submit(model, rows("x", "y", "z"), timeout=100)
            assert refused.value.retry_after == 12
            scorer.gate.set()
            await asyncio.gather(first, *waiting)

    run(story)


def test_a_call_that_could_only_be_late_is_refused_at_once(scorer: Any, rows: Any) -> None:
    now = [0.0]

    def score(columns: Any) -> Predictions:
        now[0] += 1.0
        answer: Predictions = scorer.score(columns)
        return answer

    async def story() -> None:
        model = Altered(scorer, score)
        async with batcher(clock=lambda: now[0]) as running:
            await running.submit(model, rows("warm"), timeout=100)
            first = await held(scorer, running, rows("first"), timeout=100)
            waiting = await queued(model, running, rows(*"abcdef"), timeout=100)
            with pytest.raises(Overloaded):
                await running.submit(model, rows("hopeless"), timeout=5)
            waiting += await queued(model, running, rows("patient"), timeout=50)
            scorer.gate.set()
            await asyncio.gather(first, *waiting)

    run(story)


def test_room_can_be_asked_for_before_a_body_is_read(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        running = batcher(counts, max_queue=8)
        with pytest.raises(ShuttingDown):
            running.require_room()
        async with running:
            running.require_room(1_000)
            first = await held(scorer, running, rows("first"))
            waiting = await queued(scorer, running, rows(*"abcdefgh"))
            running.require_room(sweep=True)
            with pytest.raises(Overloaded):
                running.require_room()
            scorer.gate.set()
            await asyncio.gather(first, *waiting)
            running.require_room()
        assert counts.rejections == ["overloaded"]

    run(story)


def test_a_call_is_refused_while_the_event_loop_itself_is_far_behind(scorer: Any, rows: Any) -> None:
    now, scored = [0.0], threading.Event()

    def clock() -> float:
        if threading.current_thread().name.startswith("score-"):
            scored.set()
        return now[0]

    async def story() -> None:
        async with batcher(clock=clock) as running:
            running.require_room(timeout=10)
            first = await held(scorer, running, rows("first"), timeout=100)
            second = await queued(scorer, running, rows("second"), timeout=100)
            scorer.gate.set()
            scored.wait(10)
            now[0] += 4  # the loop is kept by something else
            scorer.gate.clear()
            await first
            with pytest.raises(Overloaded):
                running.require_room(timeout=10)
            running.require_room(timeout=100)
            scorer.gate.set()
            await asyncio.gather(*second)
            running.require_room(timeout=10)

    run(story)


def test_a_turn_of_the_event_loop_that_lasts_admits_no_more(scorer: Any) -> None:
    now = [0.0]

    async def story() -> None:
        async with batcher(clock=lambda: now[0]) as running:
            running.require_room(timeout=10)
            now[0] += 2  # so long for the calls before this one
            with pytest.raises(Overloaded):
                running.require_room(timeout=10)
            await asyncio.sleep(0)
            running.require_room(timeout=10)

    run(story)
