from __future__ import annotations

import asyncio
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.predictions import Predictions
from service.job import ONE_ROW, ROW_TEXT, Answer, Job, Overloaded, Part, RowFailed, dealt, running_costs
from valuation.features import Columns


def predictions(first: int, n: int) -> Predictions:
    point = np.arange(first, first + n, dtype=np.float64)
    return Predictions(point, None, None, {}, {}, np.zeros((n, 1), dtype=np.float32), [None] * n)


def text_columns(texts: list[str]) -> Columns:
    return Columns(texts, np.zeros(len(texts), dtype=np.int64), np.full(len(texts), "2026-11-22", dtype="datetime64[D]"), {}, {})


def flat(answer: Answer) -> list[float | str]:
    found: list[float | str] = []
    for part in answer:
        found += [part.outcome.reason] * part.rows if isinstance(part.outcome, RowFailed) else part.own().price_point.tolist()  # type: ignore[union-attr]
    return found


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 4)), min_size=1, max_size=6), st.data())
def test_parts_dealt_out_are_the_parts_that_came(shapes: list[tuple[bool, int]], data: st.DataObject) -> None:
    parts: list[Part] = []
    for fails, rows in shapes:
        at = sum(part.rows for part in parts)
        parts.append(Part(1, RowFailed(f"row {at}")) if fails else Part(rows, predictions(at, rows)))
    total = sum(part.rows for part in parts)
    cuts = sorted(data.draw(st.sets(st.integers(1, total - 1), max_size=4))) if total > 1 else []
    sizes = [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]
    answers = dealt(tuple(parts), sizes)
    assert [sum(part.rows for part in answer) for answer in answers] == sizes
    assert [row for answer in answers for row in flat(answer)] == flat(tuple(parts))


def test_a_whole_batch_is_dealt_as_one_part_a_caller() -> None:
    answers = dealt((Part(5, predictions(0, 5)),), [2, 3])
    assert [len(answer) for answer in answers] == [1, 1]
    assert [flat(answer) for answer in answers] == [[0, 1], [2, 3, 4]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.permutations(["resolve", "fail", "cancel"]))
def test_a_job_is_answered_once_and_never_raises_for_who_has_left(scorer: Any, rows: Any, order: list[str]) -> None:
    async def story() -> None:
        job = Job(scorer, rows("a"), 0.0, 0.0, asyncio.get_running_loop().create_future(), ONE_ROW)
        for step in order:
            if step == "resolve":
                job.resolve(())
            elif step == "fail":
                job.fail(Overloaded())
            else:
                job.future.cancel()
        assert job.future.done()
        assert job.future.cancelled() == (order[0] == "cancel")
        if not job.future.cancelled():
            assert isinstance(job.future.exception(), Overloaded) == (order[0] == "fail")

    asyncio.run(story())


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=12), st.integers(1, 6), st.randoms())
def test_a_call_that_was_cut_is_answered_once_all_its_rows_are_and_in_order(lengths: list[int], room: int, chance: Any) -> None:
    async def story() -> None:
        columns = text_columns(["x" * length for length in lengths])
        job = Job(None, columns, 0.0, 0.0, asyncio.get_running_loop().create_future(), running_costs(columns))  # type: ignore[arg-type]
        assert job.cost == sum(max(1, -(-length // ROW_TEXT)) for length in lengths)
        pieces = []
        while job.taken < len(job):
            pieces.append(job.take(room))
            assert pieces[-1].rows == 1 or pieces[-1].cost <= room
            assert list(pieces[-1].columns.text) == list(columns.text[pieces[-1].first : pieces[-1].end])
        assert job.cost == 0
        chance.shuffle(pieces)
        for piece in pieces:
            assert not job.future.done()
            job.resolve((Part(piece.rows, predictions(piece.first, piece.rows)),), piece.first, piece.end)
        assert flat(job.future.result()) == list(range(len(lengths)))

    asyncio.run(story())
