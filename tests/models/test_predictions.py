from __future__ import annotations

import numpy as np

from models.predictions import Predictions, amounts_of, finite_rows, joined, refusal_reasons
from valuation.refusal import Refusal


def predictions(n: int, start: float = 0.0) -> Predictions:
    point = start + np.arange(n, dtype=np.float64)
    return Predictions(
        price_point=point,
        price=point[:, None] + np.arange(7),
        maturity=np.full((n, 8), 0.5),
        scores={"social": point[:, None] + np.arange(3)},
        signals={"technical": point / 100},
        embedding=np.ones((n, 4), dtype=np.float32),
        refusals=[Refusal.OUT_OF_DISTRIBUTION if at % 2 else None for at in range(n)],
    )


def bare(n: int) -> Predictions:
    return Predictions(None, None, None, {}, {}, np.zeros((n, 4), dtype=np.float32), [None] * n)


def test_a_slice_keeps_every_head_in_step() -> None:
    part = predictions(6)[2:5]
    assert len(part) == 3 and part.price_point is not None and part.price is not None and part.maturity is not None
    assert part.price_point.tolist() == [2, 3, 4] and part.price[0].tolist() == [2, 3, 4, 5, 6, 7, 8] and part.maturity.shape == (3, 8)
    assert part.scores["social"][0].tolist() == [2, 3, 4] and part.signals["technical"].tolist() == [0.02, 0.03, 0.04]
    assert part.embedding.shape == (3, 4) and part.refusals == [None, Refusal.OUT_OF_DISTRIBUTION, None]


def test_an_absent_head_stays_absent() -> None:
    part = joined([bare(2), bare(1)])[1:]
    assert len(part) == 2 and part.price is None and part.price_point is None and part.maturity is None and not part.scores and not part.signals


def test_parts_joined_are_the_whole_in_order() -> None:
    whole = predictions(7)
    again = joined([whole[:3], whole[3:3], whole[3:]])
    assert again.price_point is not None and again.price is not None and whole.price is not None
    assert again.price_point.tolist() == list(range(7)) and np.array_equal(again.price, whole.price)
    assert again.refusals == whole.refusals and np.array_equal(again.scores["social"], whole.scores["social"]) and len(again.embedding) == 7


def test_a_row_that_could_not_be_read_is_refused_whatever_the_model_said() -> None:
    assert refusal_reasons(predictions(3), {1: "row 2", 2: "row 3"}) == [None, "unreadable_row: row 2", "unreadable_row: row 3"]
    assert refusal_reasons(predictions(3), {}) == [None, "out_of_distribution", None]


def test_a_row_counts_as_answered_where_every_amount_and_head_is_a_number() -> None:
    found = predictions(5)
    assert found.price is not None and found.price_point is not None and found.maturity is not None
    found.price[1, 3], found.price_point[2], found.maturity[3, 0] = 1_000.0, np.nan, np.inf
    point, quantiles = amounts_of(found)
    assert quantiles is not None and np.isinf(quantiles[1, 3]) and point is not None and point[0] == np.exp(found.price_point[0])
    assert finite_rows(found, point, quantiles).tolist() == [True, False, False, False, True]
    assert amounts_of(bare(2)) == (None, None) and finite_rows(bare(2)).tolist() == [True, True]
