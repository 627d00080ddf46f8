"""The batching rules, each by its name in docs/service.md."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.predictions import Predictions
from service.batcher import Batcher
from service.job import Answer, DeadlineExceeded, Overloaded, RowFailed, ScorerFailed, ShuttingDown


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


def batcher(scorer: Any, counts: Counts | None = None, **changes: Any) -> Batcher:
    limits = {"max_batch": 8, "max_queue": 64} | changes
    return Batcher(scorer.score, scorer.self_test, counts or Counts(), **limits)


def points(answer: Answer) -> list[float | None]:
    """ln(price) of every row, None where the row failed."""
    found: list[float | None] = []
    for part in answer:
        found += [None] * part.rows if isinstance(part.outcome, RowFailed) else part.outcome.price_point.tolist()  # type: ignore[union-attr]
    return found


async def held(scorer: Any, running: Batcher, columns: Any) -> asyncio.Task[Answer]:
    """A call that is being scored and stays there until the gate opens."""
    scorer.gate.clear()
    scorer.started.clear()
    task = asyncio.create_task(running.submit(columns, timeout=10))
    await asyncio.to_thread(scorer.started.wait, 5)
    return task


async def queued(running: Batcher, *calls: Any, timeout: float = 10) -> list[asyncio.Task[Answer]]:
    """Calls that have been admitted, in this order."""
    tasks = [asyncio.create_task(running.submit(call, timeout=timeout)) for call in calls]
    await asyncio.sleep(0.01)
    return tasks


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 20))


def test_a_lone_call_waits_for_nobody(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            await running.submit(rows("warm"), timeout=5)
            waits = []
            for _ in range(21):
                started = time.perf_counter()
                await running.submit(rows("a"), timeout=5)
                waits.append(time.perf_counter() - started)
            assert sorted(waits)[10] < 0.005
            assert scorer.batches == [["warm"], *[["a"]] * 21]

    run(story)


def test_what_is_queued_is_scored_together_in_order_of_arrival(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a", "b"), rows("c"), rows("d", "e"))
            scorer.gate.set()
            answers = await asyncio.gather(first, *tasks)
        assert scorer.batches == [["first"], ["a", "b", "c", "d", "e"]]
        assert [points(answer) for answer in answers] == [[price_of(t) for t in texts] for texts in (["first"], "ab", "c", "de")]
        assert counts.releases == [(1, "drained"), (5, "drained")]

    run(story)


def test_a_batch_holds_no_more_rows_than_it_may_and_calls_are_not_overtaken(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows(*"abcde"), rows(*"fghi"), rows("j"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks)
        assert scorer.batches[1:] == [list("abcde"), list("fghij")]
        assert counts.releases[1:] == [(5, "full"), (5, "drained")]

    run(story)


def test_a_call_is_refused_before_any_work_when_the_queue_is_full(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts, max_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows(*"abcdef"))
            with pytest.raises(Overloaded) as refused:
                await running.submit(rows("x", "y", "z"), timeout=5)
            assert refused.value.retry_after >= 1
            fitting = await queued(running, rows("g", "h"))
            scorer.gate.set()
            await asyncio.gather(first, *tasks, *fitting)
        assert not {"x", "y", "z"} & set(scorer.rows_seen)
        assert counts.rejections == ["overloaded"]

    run(story)


@pytest.mark.parametrize("n", [0, 9])
def test_a_call_that_no_batch_can_hold_is_refused_at_once(scorer: Any, rows: Any, n: int) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            with pytest.raises(ValueError, match=f"{n} rows"):
                await running.submit(rows(*["a"] * n), timeout=5)
        assert scorer.batches == []

    run(story)


def test_rows_are_the_cost_of_a_call(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a", "b", "c"), rows("d"))
            assert counts.queue[-1] == 4
            scorer.gate.set()
            await asyncio.gather(first, *tasks)
        assert counts.queue[-1] == 0

    run(story)


def test_who_has_left_never_reaches_the_scorer(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            left, stayed = await queued(running, rows("left"), rows("stayed"))
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

        async with batcher(scorer, Cancelling()) as running:
            first = await held(scorer, running, rows("first"))
            left, stayed = await queued(running, rows("left"), rows("stayed"))
            leaving.append(left)
            scorer.gate.set()
            await asyncio.gather(first, stayed)
            assert left.cancelled()
        assert scorer.rows_seen == ["first", "stayed"]

    run(story)


def test_who_has_left_makes_room_at_once(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(scorer, max_queue=8) as running:
            first = await held(scorer, running, rows("first"))
            (left,) = await queued(running, rows(*"abcdefgh"))
            left.cancel()
            await asyncio.gather(left, return_exceptions=True)
            stayed = await queued(running, rows(*"ijklmnop"))
            scorer.gate.set()
            await asyncio.gather(first, *stayed)

    run(story)


def test_who_is_late_gets_a_deadline_error_and_never_reaches_the_scorer(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            with pytest.raises(DeadlineExceeded):
                await running.submit(rows("late"), timeout=0.02)
            scorer.gate.set()
            await first
        assert scorer.rows_seen == ["first"]
        assert counts.rejections == ["deadline"]

    run(story)


def test_lateness_is_judged_on_the_batchers_own_clock_at_dequeue(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        now = [100.0]
        async with batcher(scorer, clock=lambda: now[0]) as running:
            first = await held(scorer, running, rows("first"))
            late, timely = await queued(running, rows("late"), timeout=5), await queued(running, rows("timely"), timeout=50)
            now[0] += 10
            scorer.gate.set()
            await asyncio.gather(first, *timely)
            with pytest.raises(DeadlineExceeded):
                await late[0]
        assert scorer.rows_seen == ["first", "timely"]

    run(story)


def test_a_poisoned_row_fails_alone(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts = Counts()
        async with batcher(scorer, counts) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a", "poison", "b"), rows("c"), rows("d", "e"))
            scorer.gate.set()
            _, mixed, *others = await asyncio.gather(first, *tasks)
        assert points(mixed) == [price_of("a"), None, price_of("b")]
        assert [points(answer) for answer in others] == [[price_of("c")], [price_of("d"), price_of("e")]]
        assert counts.rejections == ["backend"]

    run(story)


def test_the_batcher_goes_on_after_a_poisoned_row(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            assert points(await running.submit(rows("poison"), timeout=5)) == [None]
            assert running.trouble is None
            assert points(await running.submit(rows("a"), timeout=5)) == [price_of("a")]

    run(story)


def test_a_broken_scorer_fails_everyone_fast_and_says_so(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a"), rows("b", "c"))
            scorer.broken = True
            scorer.gate.set()
            outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [ScorerFailed] * 3
            assert "self-test" in str(running.trouble)
            with pytest.raises(ScorerFailed):
                await running.submit(rows("next"), timeout=5)
        assert scorer.batches == [["first"]]

    run(story)


def test_a_scorer_that_loses_rows_is_broken(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        def short(columns: Any) -> Predictions:
            answer: Predictions = scorer.score(columns)
            return answer[0 : len(columns) - 1]

        async with Batcher(short, scorer.self_test, Counts(), max_batch=8, max_queue=64) as running:
            with pytest.raises(ScorerFailed, match="2 rows in, 1 out"):
                await running.submit(rows("a", "b"), timeout=5)
            assert running.trouble is not None

    run(story)


def test_running_out_of_memory_is_fatal(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        def exhausted(_: Any) -> Predictions:
            raise MemoryError("8 GiB")

        async with Batcher(exhausted, scorer.self_test, Counts(), max_batch=8, max_queue=64) as running:
            with pytest.raises(ScorerFailed, match="out of memory"):
                await running.submit(rows("a"), timeout=5)

    run(story)


def test_a_fault_of_the_loop_itself_fails_fast_and_flips_health(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        broken_clock = False

        def clock() -> float:
            if broken_clock:
                raise OSError("no clock")
            return time.monotonic()

        async with batcher(scorer, clock=clock) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a"))
            broken_clock = True
            scorer.gate.set()
            outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [ScorerFailed] * 2
            assert "no clock" in str(running.trouble)

    run(story)


def test_a_stalled_scorer_shows_in_health(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        now = [0.0]
        async with batcher(scorer, clock=lambda: now[0], stalled_after=60) as running:
            first = await held(scorer, running, rows("first"))
            now[0] = 59
            assert running.trouble is None
            now[0] = 61
            assert "60 s" in str(running.trouble)
            scorer.gate.set()
            await first
            assert running.trouble is None

    run(story)


def test_shutdown_answers_whoever_was_accepted(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows(*"abcdefg"), rows("h", "i"))
            asyncio.get_running_loop().call_later(0.05, scorer.gate.set)
        answers = [task.result() for task in (first, *tasks)]
        assert [points(answer) for answer in answers] == [[price_of(t) for t in texts] for texts in (["first"], "abcdefg", "hi")]

    run(story)


def test_nobody_is_accepted_while_shutting_down(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        running = batcher(scorer)
        with pytest.raises(ShuttingDown):
            await running.submit(rows("too early"), timeout=5)
        async with running:
            first = await held(scorer, running, rows("first"))
            closing = asyncio.create_task(running.__aexit__())
            await asyncio.sleep(0.01)
            assert running.trouble is not None
            with pytest.raises(ShuttingDown):
                await running.submit(rows("too late"), timeout=5)
            scorer.gate.set()
            await asyncio.gather(first, closing)
        assert scorer.rows_seen == ["first"]

    run(story)


def test_every_future_is_resolved_when_shutdown_interrupts_a_batch(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(scorer, drain=0.02) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a"), rows("b"))
        outcomes = await asyncio.gather(first, *tasks, return_exceptions=True)
        scorer.gate.set()
        assert [type(outcome) for outcome in outcomes] == [ShuttingDown] * 3

    run(story)


def test_a_row_gets_the_same_answer_alone_and_in_any_batch(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        async with batcher(scorer) as running:
            alone = [await running.submit(rows(text), timeout=5) for text in "abcdef"]
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, *[rows(text) for text in "abcdef"])
            scorer.gate.set()
            await first
            together = await asyncio.gather(*tasks)
        assert scorer.batches[-1] == list("abcdef")
        for one, other in zip(alone, together, strict=True):
            assert one[0].outcome.price.tobytes() == other[0].outcome.price.tobytes()  # type: ignore[union-attr]

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
        async with Batcher(score, scorer.self_test, Counts(), max_batch=2, max_queue=64) as running:
            await asyncio.gather(*[running.submit(rows(f"row {at}"), timeout=5) for at in range(20)])
            assert running.trouble is None

    run(story)
    assert len(threads) >= 10
    assert len(set(threads)) == 1


def test_rows_of_different_schemas_are_never_merged(scorer: Any, rows: Any) -> None:
    other = rows("b")
    other.numbers["another"] = np.array([1.0])

    async def story() -> None:
        async with batcher(scorer) as running:
            first = await held(scorer, running, rows("first"))
            tasks = await queued(running, rows("a"), other)
            scorer.gate.set()
            await asyncio.gather(first, *tasks, return_exceptions=True)
        assert ["a", "b"] not in scorer.batches

    run(story)


Calls = list[tuple[list[str], asyncio.Future[Answer]]]
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.lists(st.sampled_from(["good", "good", "good", "poison", "foreign"]), min_size=1, max_size=5)),
        st.tuples(st.just("leave"), st.integers(0, 20)),
        st.tuples(st.just("hold"), st.none()),
        st.tuples(st.just("release"), st.none()),
        st.tuples(st.just("pause"), st.integers(0, 2)),
        st.tuples(st.just("break"), st.none()),
    ),
    max_size=25,
)


def play(moves: list[tuple[str, Any]], scorer: Any, running: Batcher, rows: Any, calls: Calls) -> list[float]:
    """Makes the moves that need no waiting; answers the pauses (seconds) still to be made."""
    pauses = []
    for move, what in moves:
        if move == "call":
            texts = [f"{kind}-{len(calls)}-{at}" for at, kind in enumerate(what)]
            calls.append((texts, asyncio.ensure_future(running.submit(rows(*texts), timeout=5))))
        elif move == "leave" and calls:
            calls[what % len(calls)][1].cancel()
        elif move in ("hold", "release"):
            {"hold": scorer.gate.clear, "release": scorer.gate.set}[move]()
        elif move == "break":
            scorer.broken = True
        elif move == "pause":
            pauses.append(what / 1_000)
    return pauses


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, close_early=st.booleans())
def test_every_caller_gets_exactly_its_own_answer_or_a_typed_error(
    make_scorer: Any, rows: Any, price_of: Any, moves: list[tuple[str, Any]], close_early: bool
) -> None:
    scorer = make_scorer()
    calls: Calls = []

    async def story() -> None:
        async with batcher(scorer, max_queue=12, drain=0.5) as running:
            for move in moves:
                for pause in play([move], scorer, running, rows, calls):
                    await asyncio.sleep(pause)
            scorer.gate.set()
            if not close_early:
                await asyncio.gather(*[task for _, task in calls], return_exceptions=True)
        await asyncio.gather(*[task for _, task in calls], return_exceptions=True)

    run(story)
    typed = (Overloaded, ScorerFailed, ShuttingDown) if close_early else (Overloaded, ScorerFailed)
    for texts, task in calls:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            assert isinstance(error, typed)
            assert scorer.broken or not isinstance(error, ScorerFailed)
        elif not task.cancelled():
            assert points(task.result()) == [None if "poison" in text else price_of(text) for text in texts]
