from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.backlog import SHARE, WORTH_A_THREAD, Backlog, Lane
from service.job import DeadlineExceeded, Job, running_costs


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    found = asyncio.new_event_loop()
    yield found
    found.close()


@pytest.fixture
def job(loop: asyncio.AbstractEventLoop, rows: Any, scorer: Any) -> Any:
    def build(texts: int, *, model: Any = scorer, at: float = 0.0, deadline: float = 100.0, text: str = "t") -> Job:
        columns = rows(*[text] * texts)
        return Job(model, columns, deadline, at, loop.create_future(), running_costs(columns))

    return build


def backlog(**changes: int) -> Backlog:
    return Backlog(**{"max_batch": 8, "max_queue": 64, "sweep_chunk": 4, "max_sweep_queue": 64} | changes)


def taken(waiting: Backlog, free: int = 1, now: float = 1.0) -> list[int]:
    """The rows of each piece of the next batch."""
    batch = waiting.take(free, now)
    return [] if batch is None else [piece.rows for piece in batch.pieces]


def test_the_model_whose_oldest_call_is_the_oldest_goes_first_and_models_never_mix(job: Any, make_scorer: Any) -> None:
    old, new = make_scorer(), make_scorer()
    waiting = backlog()
    for at, model in enumerate([old, new, new, old]):
        waiting.interactive.add(job(at + 1, model=model, at=float(at)))
    batches = [waiting.take(1, 10.0), waiting.take(1, 10.0)]
    assert [(batch.model, [piece.rows for piece in batch.pieces]) for batch in batches if batch] == [(old, [1, 4]), (new, [2, 3])]
    assert waiting.take(1, 10.0) is None
    assert waiting.cost == 0


def test_a_call_that_fits_is_never_cut_and_a_larger_one_only_at_the_head_of_a_batch(job: Any) -> None:
    waiting = backlog()
    for texts in (5, 4, 18, 2):
        waiting.interactive.add(job(texts))
    assert [taken(waiting) for _ in range(6)] == [[5], [4], [8], [8], [2, 2], []]


def test_a_long_text_counts_as_several_rows_and_one_longer_than_a_batch_goes_alone(job: Any) -> None:
    waiting = backlog()
    waiting.interactive.add(job(3, text="x" * 3_000))
    waiting.interactive.add(job(1, text="x" * 100_000))
    waiting.interactive.add(job(1))
    assert waiting.cost == 9 + 98 + 1
    assert [taken(waiting) for _ in range(4)] == [[2], [1], [1], [1]]


def test_interactive_calls_go_before_sweeps_which_get_at_least_one_row_in_five(job: Any) -> None:
    waiting = backlog(max_queue=1_000, max_sweep_queue=1_000)
    waiting.sweeps.add(job(200))
    for _ in range(60):
        waiting.interactive.add(job(4))
    lanes = []
    while waiting.interactive.cost:
        before = waiting.sweeps.cost
        waiting.take(1, 1.0)
        lanes.append("sweep" if waiting.sweeps.cost < before else "call")
    turns = SHARE * 4 // 8
    assert lanes[: 2 * (turns + 1)] == (["call"] * turns + ["sweep"]) * 2


def test_a_sweep_is_scored_in_chunks(job: Any) -> None:
    waiting = backlog()
    waiting.sweeps.add(job(10))
    waiting.sweeps.add(job(1))
    assert [taken(waiting) for _ in range(4)] == [[4], [4], [2, 1], []]


def test_what_waits_is_split_between_free_threads_but_not_into_crumbs(job: Any) -> None:
    waiting = backlog(max_batch=256, max_queue=1_000)
    for _ in range(4):
        waiting.interactive.add(job(64))
    assert [taken(waiting, free) for free in (2, 1)] == [[64, 64], [64, 64]]
    for _ in range(WORTH_A_THREAD + 8):
        waiting.interactive.add(job(1))
    assert [len(taken(waiting, free)) for free in (4, 3)] == [WORTH_A_THREAD, 8]


def test_who_has_left_or_is_late_is_dropped_when_a_batch_is_taken(job: Any) -> None:
    waiting, left, late, timely = backlog(), job(2), job(3, deadline=5.0), job(1, deadline=5.1)
    for one in (left, late, timely):
        waiting.interactive.add(one)
    left.future.cancel()
    assert taken(waiting, now=5.0) == [1]
    assert isinstance(late.future.exception(), DeadlineExceeded)
    assert waiting.cost == 0
    assert not (left.queued or late.queued or timely.queued)


def test_a_sweep_that_leaves_half_way_takes_its_other_rows_with_it(job: Any) -> None:
    waiting, sweep = backlog(), job(10)
    waiting.sweeps.add(sweep)
    assert taken(waiting) == [4]
    waiting.sweeps.drop(sweep)
    waiting.sweeps.drop(sweep)
    assert (waiting.cost, list(waiting), taken(waiting)) == (0, [], [])


def test_an_empty_lane_takes_any_call_and_a_lane_in_use_none_beyond_its_bound(job: Any) -> None:
    lane = Lane(8)
    assert lane.has_room(1_000)
    lane.add(job(3))
    assert lane.has_room(5)
    assert not lane.has_room(6)


ARRIVALS = st.lists(st.tuples(st.booleans(), st.integers(0, 2), st.integers(1, 30), st.booleans()), max_size=30)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals=ARRIVALS, free=st.integers(1, 4), takes=st.lists(st.booleans(), max_size=60))
def test_every_row_leaves_exactly_once_and_the_cost_is_always_that_of_what_waits(
    job: Any, make_scorer: Any, arrivals: list[tuple[bool, int, int, bool]], free: int, takes: list[bool]
) -> None:
    models = [make_scorer() for _ in range(3)]
    waiting, jobs, seen = backlog(), [], dict[Job, list[int]]()

    def take() -> bool:
        batch = waiting.take(free, 1.0)
        for piece in batch.pieces if batch else ():
            assert batch is not None
            assert piece.job.model is batch.model
            seen.setdefault(piece.job, []).extend(range(piece.first, piece.end))
        assert batch is None or batch.cost == sum(piece.cost for piece in batch.pieces) <= 8
        return batch is not None

    for at, (sweep, model, texts, leaves) in enumerate(arrivals):
        lane = waiting.sweeps if sweep else waiting.interactive
        one = job(texts, model=models[model], at=at / 100)
        jobs.append(one)
        lane.add(one)
        if leaves:
            one.future.cancel()
            lane.drop(one)
        if at < len(takes) and takes[at]:
            take()
        assert waiting.cost == sum(each.cost for each in waiting)
    while take():
        pass
    assert waiting.cost == 0
    assert all(seen.get(one, []) == ([] if one.future.cancelled() else list(range(len(one)))) for one in jobs)
