from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from models.predictions import Predictions
from service.arrow_answers import HIDDEN, ArrowAnswers
from service.arrow_columns import Rows
from service.job import Answer, Part, RowFailed
from service.sweep import Asked
from service.wrong_input import WrongInput
from tests.service.conftest import FakeScorer, manifest
from valuation.audience import Audience
from valuation.bilingual import Language
from valuation.features import Columns

DAY = date(2026, 11, 22)


def columns(*texts: str) -> Columns:
    n = len(texts)
    categories = {name: [""] * n for name in manifest().features.categories}
    numbers = {name: np.full(n, np.nan) for name in manifest().features.numbers}
    return Columns(list(texts), np.zeros(n, np.int64), np.full(n, np.datetime64(DAY, "D")), categories, numbers)


def predicted(*texts: str, **changes: Any) -> Predictions:
    return FakeScorer(manifest(**changes)).score(columns(*texts))


def points(*texts: str) -> list[float]:
    found: list[float] = np.exp(np.asarray(predicted(*texts).price_point)).tolist()
    return found


def answered(
    texts: list[str],
    answer: Answer | None = None,
    unreadable: dict[int, WrongInput] | None = None,
    audience: Audience = "seller",
    language: Language | None = None,
    **changes: Any,
) -> list[dict[str, Any]]:
    rows = Rows(pa.array([f"id {at}" for at in range(len(texts))]), columns(*texts), unreadable or {})
    writing = ArrowAnswers(manifest(**changes), Asked(audience, DAY, language))
    batch = writing.batch(rows, answer or (Part(len(texts), predicted(*texts, **changes)),))
    assert batch.schema.equals(writing.schema)
    found: list[dict[str, Any]] = batch.to_pylist()
    return found


def test_ids_and_estimates_stand_row_by_row() -> None:
    found = answered(["a", "b"])
    assert [one["id"] for one in found] == ["id 0", "id 1"]
    assert [one["price_point"] for one in found] == points("a", "b")
    assert [one["refused"] for one in found] == [False, False]


def test_a_row_that_could_not_be_read_says_why_in_both_languages_and_has_no_estimate() -> None:
    bad, good = answered(["a", "b"], unreadable={0: WrongInput.of("column_type", ("contract_type",), wanted="x")})
    assert bad["refused"] and bad["reason"].startswith("unreadable_row: contract_type: ") and bad["price_point"] is None and bad["trl_expected"] is None
    assert bad["reason_en"].startswith("contract_type: A column") and bad["reason_zh"].startswith("contract_type: 该列")
    assert not good["refused"]


def test_a_row_that_broke_the_scorer_or_says_no_number_is_refused_alone() -> None:
    parts = (Part(1, predicted("a", "b"), 1), Part(1, RowFailed("secret")), Part(1, predicted("nan")))
    good, broken, empty = answered(["b", "poison", "nan"], parts)
    assert good["price_point"] == points("b")[0]
    for one in (broken, empty):
        assert (one["refused"], one["reason"], one["price_point"], one["trl_expected"]) == (True, "scoring_failed", None, None)
        assert one["reason_zh"] and "secret" not in str(one)


def test_a_refusal_of_the_model_has_its_code() -> None:
    (one,) = answered(["foreign"])
    assert (one["refused"], one["reason"]) == (True, "out_of_distribution")


@pytest.mark.parametrize("audience", ["buyer", "public"])
def test_who_may_not_see_an_interval_sees_nothing_that_it_can_be_reckoned_from(audience: Audience) -> None:
    (seen,), (whole,) = answered(["a"], audience=audience), answered(["a"])
    assert {name for name in seen if seen[name] != whole[name]} == set(HIDDEN)
    assert not any(seen[name] for name in HIDDEN)
    assert all(whole[name] is not None for name in HIDDEN)


def test_one_language_leaves_the_other_out() -> None:
    (one,) = answered(["a"], language="zh")
    assert "statement_zh" in one and not [name for name in one if name.endswith("_en")]


def test_heads_that_the_bundle_lacks_are_empty_columns_of_the_same_schema() -> None:
    (one,) = answered(["a"], (Part(1, RowFailed("x")),), price=None, maturity=None, scores={}, signals={})
    assert one["price_point"] is None and one["refused"] is False
    assert one.keys() == answered(["a"])[0].keys()


def test_the_schema_says_which_model_answers_and_for_whom() -> None:
    writing = ArrowAnswers(manifest(), Asked("buyer", DAY, None), pa.int64(), {"ignored_columns": "colour"})
    assert writing.schema.field("id").type == pa.int64()
    said = {name.decode(): value.decode() for name, value in writing.schema.metadata.items()}
    assert said == {"model": "fake", "version": manifest().version, "sha256": manifest().digest, "audience": "buyer", "ignored_columns": "colour"}
