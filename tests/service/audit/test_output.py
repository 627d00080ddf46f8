from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from service.audit.output import read_output, written_output
from service.isolation import score_together
from service.job import Part, RowFailed
from tests.service.conftest import FakeScorer


def test_the_numbers_of_an_answer_are_read_back_to_the_last_bit(scorer: FakeScorer, rows: Callable[..., object]) -> None:
    answer = score_together(scorer, [rows("one", "two")])  # type: ignore[list-item]
    found = read_output(written_output(answer))
    predictions = answer[0].outcome
    assert found.of_row(1)["price_point"] == predictions.price_point[1]  # type: ignore[union-attr,index]
    assert found.of_row(1)["price"] == predictions.price[1].tolist()  # type: ignore[union-attr,index]
    assert found.of_row(0)["maturity"] == predictions.maturity[0].tolist()  # type: ignore[union-attr,index]
    assert {name for name, _ in found.columns} >= {"price_point", "price", "maturity"}
    assert (found.refusals, found.failed) == ({}, [])


def test_refused_and_failed_rows_say_so_in_their_places(scorer: FakeScorer, rows: Callable[..., object]) -> None:
    found = read_output(written_output(score_together(scorer, [rows("one", "poison", "foreign", "nan")])))  # type: ignore[list-item]
    assert found.failed == [1]
    assert found.refusals == {2: "out_of_distribution"}
    assert len(found.numbers) == 4 and np.isnan(found.numbers[1]).all()
    assert found.of_row(1)["price"] is None and found.of_row(3)["price_point"] is None


def test_a_part_of_a_batch_gives_its_own_rows_alone(scorer: FakeScorer, rows: Callable[..., object]) -> None:
    whole = scorer.score(rows("a", "b", "c"))  # type: ignore[arg-type]
    found = read_output(written_output((Part(2, whole, 1),)))
    assert found.numbers[:, 0].tolist() == whole.price_point[1:].tolist()  # type: ignore[index]


def test_an_answer_without_rows_and_one_that_failed_whole_are_outputs_too() -> None:
    assert len(read_output(written_output(())).numbers) == 0
    failed = read_output(written_output((Part(2, RowFailed("broken")),)))
    assert (failed.failed, failed.numbers.shape) == ([0, 1], (2, 0))


@pytest.mark.parametrize("raw", [b"", b"{}", b"no json\n", b'{"columns":[["price",2]],"rows":2,"refusals":{},"failed":[]}\n1234567'])
def test_what_is_no_output_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        read_output(raw)
