from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.predictions import Predictions
from service.job import Answer, Part, RowFailed
from service.succession.comparison import Comparison, Tallies, Tally
from valuation.refusal import Refusal

Row = float | None
"""ln price of a row; None where it is refused."""
prices = st.lists(st.one_of(st.none(), st.floats(0, 20)), min_size=1, max_size=8)


def answer(*rows: Row) -> Answer:
    """One part that says so."""
    return (Part(len(rows), predictions(*rows)),)


def predictions(*rows: Row) -> Predictions:
    points = np.array([np.nan if row is None else row for row in rows])
    return Predictions(
        price_point=points,
        price=None,
        maturity=None,
        scores={},
        signals={},
        embedding=np.zeros((len(rows), 2), np.float32),
        refusals=[Refusal.OUT_OF_DISTRIBUTION if row is None else None for row in rows],
    )


def test_rows_that_both_price_are_compared_and_changed_refusals_counted() -> None:
    found = Comparison.of(answer(1.0, 2.0, None, None, 5.0), answer(1.5, None, 3.0, None, 4.0))
    assert (found.rows, found.compared, found.refusals_changed) == (5, 2, 2)
    assert found.differences.tolist() == [0.5, -1.0]


def test_parts_and_rows_that_failed_stay_in_their_places() -> None:
    ours = (Part(1, predictions(1.0)), Part(1, RowFailed("broken")), Part(2, predictions(9.0, 3.0, 4.0), first=1))
    found = Comparison.of(ours, answer(1.0, 2.0, 3.25, 4.5))
    assert (found.rows, found.refusals_changed) == (4, 1) and found.differences.tolist() == [0.0, 0.25, 0.5]


@given(st.lists(st.tuples(prices, prices).map(lambda both: list(zip(*both, strict=False))), min_size=1, max_size=5))
def test_a_tally_of_many_calls_is_that_of_all_their_rows(calls: list[list[tuple[Row, Row]]]) -> None:
    tally = Tally()
    for call in calls:
        tally += Comparison.of(answer(*[ours for ours, _ in call]), answer(*[theirs for _, theirs in call]))
    rows = [row for call in calls for row in call]
    differences = [theirs - ours for ours, theirs in rows if ours is not None and theirs is not None]
    assert (tally.rows, tally.compared) == (len(rows), len(differences))
    assert tally.refusals_changed == sum((ours is None) != (theirs is None) for ours, theirs in rows)
    assert abs(tally.largest) == max((abs(one) for one in differences), default=0.0)
    if differences:
        assert tally.mean == pytest.approx(math.fsum(differences) / len(differences), abs=1e-9)
    else:
        assert tally.mean is None


def test_tallies_are_kept_by_pair_and_begin_anew_once_taken() -> None:
    tallies = Tallies()
    call = Comparison.of(answer(1.0), answer(2.0))
    tallies.add("a", "b", call)
    tallies.add("a", "b", call)
    tallies.add("c", "b", call)
    assert {pair: tally.rows for pair, tally in tallies.taken().items()} == {("a", "b"): 2, ("c", "b"): 1}
    assert tallies.taken() == {}
