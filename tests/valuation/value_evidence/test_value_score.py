"""The answer of a value has the shape that the design shows."""

from __future__ import annotations

from valuation.bilingual import Bilingual
from valuation.note import Note
from valuation.value_evidence.bounded_score import unscored_value
from valuation.value_evidence.value_score import ValueScore


def test_a_value_says_score_bounds_coverage_what_is_missing_and_by_which_weights() -> None:
    assert {"score", "low", "high", "coverage", "missing", "weights_version"} <= ValueScore.model_fields.keys()


def test_a_value_may_be_null_with_a_reason() -> None:
    empty = unscored_value("social", Bilingual(zh="社会价值", en="social value"), Note.said("value_scores.class_missing"))
    assert empty.score is empty.low is empty.high is None and empty.reason is not None and empty.reason.code == "class_missing"
