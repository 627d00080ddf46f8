from __future__ import annotations

from dataclasses import replace

import numpy as np

from training.inputs import Inputs
from valuation.features import Columns, FeatureSchema, features


def inputs(n: int = 4) -> Inputs:
    return Inputs(
        embedding=np.arange(2.0 * n, dtype=np.float32).reshape(n, 2),
        categories=np.asarray([[f"a{at}", f"b{at}"] for at in range(n)], dtype=object),
        numbers=np.arange(3.0 * n, dtype=np.float32).reshape(n, 3),
        years=np.linspace(2015, 2018, n, dtype=np.float32),
    )


def test_features_and_embedding_become_inputs() -> None:
    columns = Columns(["ab", ""], np.asarray([1, 0]), np.asarray(["2020-01-01", "2021-01-01"], dtype="datetime64[D]"), {"kind": ["x", ""]}, {})
    found = Inputs.of(features(columns, FeatureSchema(categories=("kind",))), np.ones((2, 5), dtype=np.float32))
    assert len(found) == 2
    assert found.categories.tolist() == [["x"], [""]]
    assert found.years.tolist() == [2020, 2021]
    assert found.numbers.shape == (2, 2) and found.embedding.shape == (2, 5)


def test_rows_are_taken_in_the_order_asked() -> None:
    taken = inputs().take(np.asarray([3, 0, 0]))
    assert taken.categories[:, 0].tolist() == ["a3", "a0", "a0"]
    assert taken.embedding[:, 0].tolist() == [6, 0, 0] and taken.numbers[:, 0].tolist() == [9, 0, 0] and taken.years.tolist() == [2018, 2015, 2015]


def test_a_session_gets_what_it_asks_for_and_no_more() -> None:
    given = inputs()
    assert given.feed({"years"}).keys() == {"years"} and given.feed({"years"})["years"] is given.years


def test_the_matrix_of_the_heads_is_embedding_and_numbers() -> None:
    assert inputs(1).head_rows().tolist() == [[0, 1, 0, 1, 2]]


def test_supervised_columns_stand_behind_the_numbers_text_first_and_go_where_their_rows_go() -> None:
    text, attributes = (np.asarray([[one], [one + 1], [one + 2]], dtype=np.float32) for one in (7, 70))
    given = replace(inputs(3), lexical=text, attributes=attributes)
    assert given.head_rows()[:, -2:].tolist() == [[7, 70], [8, 71], [9, 72]] and given.head_rows().shape == (3, 7)
    assert given.take(np.asarray([2, 0])).head_rows()[:, -2:].tolist() == [[9, 72], [7, 70]] and inputs(3).take(np.asarray([1])).lexical is None
    assert given.with_unknown(np.random.default_rng(0), {}, {}).lexical is given.lexical


def test_unknown_at_random_hides_only_the_columns_named() -> None:
    given = inputs(200)
    changed = given.with_unknown(np.random.default_rng(0), {1: 1.0}, {2: 0.5})
    assert set(changed.categories[:, 1]) == {""} and (changed.categories[:, 0] == given.categories[:, 0]).all()
    assert 60 < np.isnan(changed.numbers[:, 2]).sum() < 140
    assert np.isfinite(changed.numbers[:, :2]).all()


def test_unknown_at_random_leaves_the_rows_given_as_they_were() -> None:
    given = inputs(50)
    given.with_unknown(np.random.default_rng(0), {0: 1.0, 1: 1.0}, {0: 1.0})
    assert given.categories[0, 0] == "a0" and np.isfinite(given.numbers).all()


def test_no_chance_hides_nothing() -> None:
    given = inputs(50)
    same = given.with_unknown(np.random.default_rng(0), {0: 0.0}, {0: 0.0})
    assert (same.categories == given.categories).all() and np.array_equal(same.numbers, given.numbers)
