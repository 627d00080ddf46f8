from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.training.validation.conftest import N, Register
from training.inputs import Inputs
from training.validation.borders import check_corpus, check_inputs
from valuation.features import FeatureSchema, features
from valuation.field_error import FieldError


def spoiled(array: Any, at: Any, value: Any) -> Any:
    changed = array.copy()
    changed[at] = value
    return changed


def test_what_merge_made_passes(register: Register) -> None:
    check_corpus(register(), "after ingest")
    amounts, dates = register().amounts, register().columns.dates.copy()
    amounts[4], dates[4] = np.nan, np.datetime64("NaT")
    check_corpus(register(amounts=amounts, dates=dates), "after ingest")


@pytest.mark.parametrize(
    ("field", "value", "column", "said"),
    [
        ("amounts", 0.0, "amount", "is not between 0"),
        ("amounts", -5.0, "amount", "is not between 0"),
        ("amounts", np.inf, "amount", "is not between 0"),
        ("amounts", 1e16, "amount", "is not between 0"),
        ("levels", [10, 10], "low", "is no level"),
        ("levels", [6, 4], "low", "low is above high"),
        ("levels", [0, 4], "low", "one is missing"),
        ("scores", 101.0, "score_scientific", "outside 0-100"),
        ("projects", -1, "project", "negative"),
        ("source", 1, "source", "no source of this run"),
    ],
)
def test_a_broken_column_is_named_with_its_row_and_the_fix(register: Register, field: str, value: Any, column: str, said: str) -> None:
    corpus = register()
    broken = replace(corpus, **{field: spoiled(getattr(corpus, field), 7, value)})
    with pytest.raises(FieldError, match=rf"after ingest: {column}: .*{said}.*\(row 7 of {N}") as error:
        check_corpus(broken, "after ingest")
    assert error.value.fix


def test_a_wrong_dominant_value_a_price_without_a_day_and_what_is_no_text_are_named(register: Register) -> None:
    corpus = register()
    with pytest.raises(FieldError, match=r"dominant: is not one of the five values \(row 2 .*value: 'moral'"):
        check_corpus(replace(corpus, dominant=np.asarray(["", "", "moral", *[""] * (N - 3)])), "after ingest")
    with pytest.raises(FieldError, match="date: a price has no date"):
        check_corpus(register(dates=spoiled(corpus.columns.dates, 3, np.datetime64("NaT"))), "after ingest")
    for text in (None, 7):
        texts: list[Any] = [*corpus.columns.text[:-1], text]
        with pytest.raises(FieldError, match="text"):
            check_corpus(replace(corpus, columns=replace(corpus.columns, text=texts)), "after ingest")
    with pytest.raises(FieldError, match="number_team: is infinite"):
        check_corpus(register(numbers={"team": spoiled(corpus.columns.numbers["team"], 0, np.inf)}), "after ingest")


def test_prices_of_two_kinds_do_not_pass_a_border(register: Register) -> None:
    corpus = register()
    other = corpus.tables[0].source.model_copy(update={"price": corpus.tables[0].source.price.model_copy(update={"currency": "USD"})})  # type: ignore[union-attr]
    both = replace(corpus, tables=(corpus.tables[0], replace(corpus.tables[0], source=other)), source=np.arange(N) % 2)
    with pytest.raises(FieldError, match=r"price_kind: prices of two concepts or currencies.*One|price_kind.*two concepts"):
        check_corpus(both, "after ingest")


def inputs(n: int = 40) -> Inputs:
    vectors = np.random.default_rng(0).normal(size=(n, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[3] = 0
    numbers = np.ones((n, 3), dtype=np.float32)
    numbers[5, 2] = np.nan
    return Inputs(vectors.astype(np.float32), np.full((n, 1), "a", dtype=object), numbers, np.full(n, 2020.5, dtype=np.float32))


SCHEMA = FeatureSchema(categories=("kind",), numbers=("team",))


def test_features_that_are_finite_or_unknown_pass() -> None:
    check_inputs(inputs(), SCHEMA)


def test_features_of_a_real_register_pass(register: Register) -> None:
    corpus = register()
    seen = features(corpus.columns, corpus.schema)
    check_inputs(Inputs.of(seen, np.zeros((N, 4), np.float32)), corpus.schema)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda one: replace(one, numbers=spoiled(one.numbers, (6, 2), np.inf)), r"before fit: number_team: is infinite \(row 6"),
        (lambda one: replace(one, numbers=one.numbers.astype(np.float64)), "number_"),
        (lambda one: replace(one, years=spoiled(one.years, 2, np.inf)), "year: is infinite"),
        (lambda one: replace(one, embedding=one.embedding.astype(np.float64)), "embedding: is not float32"),
        (lambda one: replace(one, embedding=2 * one.embedding), "neither length 1 nor 0.* 38 more"),
        (lambda one: replace(one, embedding=spoiled(one.embedding, 1, np.nan)), "embedding"),
        (lambda one: replace(one, categories=spoiled(one.categories, 4, None)), "category_kind"),
    ],
)
def test_a_broken_feature_is_named(change: Any, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        check_inputs(change(inputs()), SCHEMA)
