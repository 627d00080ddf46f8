"""A record either stands at an anchor within its cap, or says in both languages why it does not count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.valuation.value_evidence.conftest import ON, grades, record
from valuation.value_evidence.judgement import Judgement, judged

PASSED: dict[str, Any] = {"value": 96, "unit": "%"}


def judge(code: str, achievement_class: str = "development", field: str | None = None, **given: Any) -> Judgement:
    return judged(record(code, **given), achievement_class, field, ON)


def why(*given: Any, **more: Any) -> str:
    found = judge(*given, **more)
    assert found.score is None and found.reason is not None and found.reason.zh != found.reason.en
    return found.reason.code


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"evidence_id": None}, "no_evidence_id"),
        ({"evidence_id": "  "}, "no_evidence_id"),
        ({"evidence_grade": None}, "no_evidence_grade"),
        ({"checked_by": None}, "no_checker"),
        ({"on": None}, "no_date"),
        ({"on": date(2027, 1, 1)}, "later_evidence"),
        ({"unit": None}, "no_unit"),
        ({"value": None}, "no_value"),
    ],
)
def test_without_its_evidence_an_indicator_has_no_score(lacking: dict[str, Any], code: str) -> None:
    assert judge("TT2", **PASSED).score == 75
    assert why("TT2", **{**PASSED, **lacking}) == code


def test_an_indicator_of_another_class_does_not_count() -> None:
    assert why("TA3", value=5, unit="TRL") == "other_class"


@pytest.mark.parametrize(("grade", "score"), [("A", 75), ("B", 75), ("C", 70), ("D", 40)])
def test_the_evidence_grade_caps_what_the_anchor_gives(grade: str, score: int) -> None:
    found = judge("TT2", **PASSED, evidence_grade=grade)
    assert (found.anchor, found.anchor_by, found.score) == (75, "value", score)


def test_the_appraisers_anchor_stands_and_what_the_value_reaches_is_shown_beside() -> None:
    found = judge("TT2", **PASSED, anchor=100)
    assert (found.anchor, found.anchor_by, found.value_anchor) == (100, "appraiser", 75)


def test_experts_set_the_anchor_where_it_is_theirs_and_the_appraiser_cannot() -> None:
    assert judge("ST1", grades=grades(4, 3, 4)).anchor_by == "experts"
    assert why("ST1", anchor=100) == why("ST1", value=5, unit="grade") == "too_few_experts"


def test_a_cultural_figure_is_no_score_without_two_persons() -> None:
    figure: dict[str, Any] = {"value": 30000, "unit": "人次/年"}
    assert why("CT1", **figure) == why("CT1", **figure, anchor=75) == "too_few_experts"
    found = judge("CT1", **figure, grades=grades(4, 4))
    assert (found.score, found.value_anchor) == (75, 100)


def test_a_benchmark_without_its_source_does_not_count() -> None:
    assert why("ET3", value=20, unit="%") == "no_source"
    assert judge("ET3", value=20, unit="%", source="行业协会年报: 国内减速器市场").score == 75


def test_an_incomplete_value_says_what_is_lacking() -> None:
    found = judge("TT5", value=10, unit="年")
    assert found.reason is not None and found.reason.code == "value_incomplete" and "状态" in found.reason.zh and "the state" in found.reason.en


def test_income_counts_once_it_is_said_to_leave_this_deal_out() -> None:
    income: dict[str, Any] = {"achievement_class": "applied", "value": 60, "unit": "万元"}
    assert why("EA3", **income) == "own_deal_unsaid"
    assert judge("EA3", **income, from_this_contract=False).score == 50


def test_citations_wait_three_years() -> None:
    cited: dict[str, Any] = {"achievement_class": "basic", "value": 96, "unit": "percentile"}
    assert why("SB5", **cited) == "publication_undated"
    assert why("SB5", **cited, published=date(2025, 1, 1)) == "citations_too_early"
    assert judge("SB5", **cited, published=date(2020, 1, 1)).score == 100
    assert why("SB5", **cited, published=date(2020, 1, 1), further=[{"value": 90, "unit": "percentile", "published": "9998-01-01"}]) == "later_publication"
    assert why("SB5", achievement_class="basic", anchor=100) == "publication_undated"


@pytest.mark.parametrize(("gate_level", "counts"), [(None, True), (9, True), (6, True), (5, False), (0, False)])
@pytest.mark.parametrize("given", [{"value": 6, "unit": "TRL"}, {"anchor": 75}, {"value": 5, "unit": "TRL", "anchor": 75}])
def test_maturity_does_not_stand_above_the_evidence_gate(given: dict[str, Any], gate_level: int | None, counts: bool) -> None:
    found = judged(record("TA3", **given), "applied", None, ON, gate_level)
    assert (found.score is not None) is counts
    if not counts:
        assert found.reason is not None and found.reason.code == "differs_from_gate" and found.reason.zh != found.reason.en
        assert ("below level 1" if gate_level == 0 else "(5)") in found.reason.en


def test_a_level_above_the_gate_does_not_count_even_where_its_anchor_is_the_same() -> None:
    assert judged(record("TA3", value=7, unit="TRL"), "applied", None, ON, 6).score is None
    assert judged(record("TT1", value=8, unit="TRL", further=[{"value": 5, "unit": "MRL"}]), "development", None, ON, 7).score is None


def test_the_gate_holds_back_maturity_alone() -> None:
    assert judged(record("TT2", **PASSED), "development", None, ON, 0).score == 75
    assert judged(record("TT1", value=9, unit="TRL", further=[{"value": 10, "unit": "MRL"}]), "development", None, ON, 9).score == 100


def test_what_is_published_after_the_valuation_date_does_not_count() -> None:
    assert judge("TT2", **PASSED, published=ON).score == 75
    assert why("TT2", **PASSED, published=date(2026, 11, 23)) == why("TT2", **PASSED, published=date.max) == "later_publication"


def test_an_integrity_state_that_contradicts_its_two_persons_waits() -> None:
    assert why("CB4", "basic", value="fail", grades=grades(5, 5)) == "entries_disagree"
    assert judge("CB4", "basic", value="pass", grades=grades(5, 5)).anchor == 100


def test_the_anchors_are_those_of_the_field() -> None:
    assert judge("TT2", field="biomedicine", **PASSED).anchor == 50
