from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.golden import TOLERANCE, compare, golden_columns, golden_record
from models.load import BundleError, load_bundle
from models.manifest import Manifest
from models.predictions import Predictions
from models.scorer import Scorer
from valuation.features import Columns
from valuation.refusal import Refusal

COLUMNS = Columns(
    ["电池", ""],
    np.asarray([2, 0]),
    np.asarray(["2020-05-01", "NaT"], dtype="datetime64[D]"),
    {"kind": ["x", ""]},
    {"team": np.asarray([1.25, np.nan])},
)


def predictions(**changes: Any) -> Predictions:
    blank = np.asarray([[1.0], [np.nan]])
    answers: dict[str, Any] = {
        "price_point": np.asarray([12.5, np.nan]),
        "price": blank * np.arange(12.0, 19.0),
        "maturity": blank * np.linspace(0.9, 0.1, 8),
        "scores": {"social": blank * np.asarray([40.0, 50.0, 60.0])},
        "signals": {"technical": np.asarray([0.25, np.nan])},
        "embedding": np.zeros((2, 3), dtype=np.float32),
        "refusals": [None, Refusal.DATE_OUTSIDE_SUPPORT],
    }
    return Predictions(**{**answers, **changes})


@pytest.fixture
def record() -> dict[str, Any]:
    """As it comes back from the file."""
    found: dict[str, Any] = json.loads(json.dumps(golden_record(COLUMNS, predictions()), allow_nan=False))
    return found


def test_the_rows_come_back_as_they_were(record: dict[str, Any]) -> None:
    again = golden_columns(record)
    assert again.text == COLUMNS.text and again.categories == COLUMNS.categories
    assert again.titles.tolist() == [2, 0] and np.array_equal(again.numbers["team"], COLUMNS.numbers["team"], equal_nan=True)
    assert np.array_equal(again.dates, COLUMNS.dates, equal_nan=True) and again.dates.dtype == COLUMNS.dates.dtype


def test_the_same_answers_agree(record: dict[str, Any]) -> None:
    assert compare(predictions(), record) is None


@pytest.mark.parametrize(
    ("head", "moved"),
    [
        ("price_point", {"price_point": np.asarray([12.5 + 2 * TOLERANCE, np.nan])}),
        ("price", {"price": predictions().price + 2 * TOLERANCE}),  # type: ignore[operator]
        ("maturity", {"maturity": predictions().maturity - 2 * TOLERANCE}),  # type: ignore[operator]
        ("score_social", {"scores": {"social": predictions().scores["social"] + 200 * TOLERANCE}}),
        ("signal_technical", {"signals": {"technical": np.asarray([0.25 + 2 * TOLERANCE, np.nan])}}),
        ("price_point", {"price_point": np.asarray([np.nan, np.nan])}),
        ("price_point", {"price_point": np.asarray([12.5, 12.5])}),
        ("price", {"price": np.zeros((2, 6))}),
    ],
)
def test_an_answer_that_differs_is_named(record: dict[str, Any], head: str, moved: dict[str, Any]) -> None:
    found = compare(predictions(**moved), record)
    assert found is not None and found.startswith(f"{head} differs")


def test_the_last_bits_of_another_processor_are_no_difference(record: dict[str, Any]) -> None:
    near = predictions(price_point=np.asarray([12.5 + TOLERANCE / 2, np.nan]), scores={"social": predictions().scores["social"] + 50 * TOLERANCE})
    assert compare(near, record) is None


def test_another_refusal_is_a_difference(record: dict[str, Any]) -> None:
    found = compare(predictions(refusals=[None, None]), record)
    assert found is not None and "refusals" in found and "date_outside_support" in found


def test_a_head_more_or_less_is_a_difference(record: dict[str, Any]) -> None:
    for other in (predictions(price=None), predictions(signals={}), predictions(scores={**predictions().scores, "economic": np.zeros((2, 3))})):
        found = compare(other, record)
        assert found is not None and found.startswith("heads ")


def test_a_trained_bundle_keeps_an_empty_text_and_answers_in_every_head(tiny_scorer: Scorer) -> None:
    golden = tiny_scorer.bundle.golden
    assert golden["text"][0] == "" and len(golden["text"]) == 8
    assert {"price", "price_point", "maturity", "score_scientific", "score_economic", "signal_technical"} <= golden["answers"].keys()
    assert golden["refusals"].count(None) >= 6


@pytest.mark.parametrize("head", ["price", "price_point", "maturity", "score_scientific", "signal_technical"])
def test_a_bundle_whose_answers_are_not_those_it_was_exported_with_fails_its_self_test(bundle_copy: Path, head: str, reseal: Callable[..., Manifest]) -> None:
    path = bundle_copy / "golden.json"
    golden = json.loads(path.read_text("utf-8"))
    values = np.asarray(golden["answers"][head], dtype=np.float64)
    last = np.flatnonzero(np.isfinite(values.reshape(len(values), -1)).all(axis=1))[-1]
    values[last] += 0.01
    golden["answers"][head] = values.tolist()
    path.write_text(json.dumps(golden), "utf-8")  # a NaN stands where the export writes null; both read as no answer
    reseal(bundle_copy)
    scorer = Scorer(load_bundle(bundle_copy))
    with pytest.raises(BundleError, match=rf"golden\.json: the self-test gives another answer: {head} differs"):
        scorer.self_test()


def test_golden_rows_are_scored_not_remembered(tiny_scorer: Scorer) -> None:
    other = replace(golden_columns(tiny_scorer.bundle.golden), dates=np.full(8, "2033-01-01", dtype="datetime64[D]"))
    assert compare(tiny_scorer.score(other), tiny_scorer.bundle.golden) is not None
