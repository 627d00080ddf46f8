"""Missing is not zero: bounds hold the score, evidence narrows them, caps hold, and below 60 % there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.value_evidence.conftest import CLASSES, ON, complete
from valuation.bilingual import Bilingual
from valuation.value_evidence.bounded_score import LEAST_COVERAGE, score_value
from valuation.value_evidence.evidence_grade import HIGHEST
from valuation.value_evidence.judgement import Judgement, judged
from valuation.value_evidence.value_score import ValueScore
from valuation.value_evidence.weights import DIMENSIONS, plan_of

LABEL = Bilingual(zh="价值", en="value")
CASES = [(achievement_class, dimension) for achievement_class in CLASSES for dimension in DIMENSIONS]
Chosen = dict[str, tuple[int, str]]


@st.composite
def evidence(draw: st.DrawFn) -> tuple[str, str, Chosen]:
    """A dimension of a class, and some of its indicators at an anchor on evidence of a grade."""
    achievement_class, dimension = draw(st.sampled_from(CASES))
    codes = [code for code, _, _ in plan_of(achievement_class, dimension)]
    anchors = st.tuples(st.sampled_from((0, 25, 50, 75, 100)), st.sampled_from("ABCD"))
    return achievement_class, dimension, {code: draw(anchors) for code in draw(st.lists(st.sampled_from(codes), unique=True))}


def judgements(achievement_class: str, chosen: Chosen) -> dict[str, Judgement]:
    records = [complete(code, anchor, evidence_grade=grade) for code, (anchor, grade) in chosen.items()]
    return {record.code: judged(record, achievement_class, None, ON) for record in records}


def scored(achievement_class: str, dimension: str, chosen: Chosen) -> ValueScore:
    return score_value(dimension, LABEL, achievement_class, judgements(achievement_class, chosen))


@given(evidence())
def test_a_score_lies_between_its_bounds_and_has_the_evidence_it_asks_for(drawn: tuple[str, str, Chosen]) -> None:
    value = scored(*drawn)
    assert (value.score is None) == (value.coverage < LEAST_COVERAGE / 100) == (value.reason is not None)
    if value.score is not None and value.low is not None and value.high is not None:
        assert 0 <= value.low <= value.score <= value.high <= 100 and value.score == pytest.approx((value.low + value.high) / 2)


@given(evidence())
def test_more_evidence_raises_the_coverage_and_never_widens_the_bounds(drawn: tuple[str, str, Chosen]) -> None:
    achievement_class, dimension, chosen = drawn
    before: ValueScore | None = None
    for end in range(len(chosen) + 1):
        value = scored(achievement_class, dimension, dict(list(chosen.items())[:end]))
        if before is not None:
            assert value.coverage >= before.coverage and set(value.missing) < set(before.missing)
            if before.low is not None and before.high is not None and value.low is not None and value.high is not None:
                assert before.low - 1e-9 <= value.low and value.high <= before.high + 1e-9
        before = value


@given(evidence())
def test_no_indicator_exceeds_the_cap_of_its_evidence(drawn: tuple[str, str, Chosen]) -> None:
    for used in scored(*drawn).indicators:
        assert used.score == min(used.anchor, HIGHEST[used.evidence_grade]) <= used.cap == HIGHEST[used.evidence_grade]


@given(evidence())
def test_the_points_add_up_to_the_lower_bound(drawn: tuple[str, str, Chosen]) -> None:
    value = scored(*drawn)
    taken = sum(percent for code, role, percent in plan_of(*drawn[:2]) if role == "deduction" and code in value.missing)
    if value.low is not None:
        assert value.low == pytest.approx(max(0.0, sum(used.points for used in value.indicators) - taken))


@given(evidence())
def test_missing_is_not_zero(drawn: tuple[str, str, Chosen]) -> None:
    achievement_class, dimension, chosen = drawn
    as_zero = {code: chosen.get(code, (0, "A")) for code, role, _ in plan_of(achievement_class, dimension) if role == "weighted"}
    missing, zero = scored(achievement_class, dimension, chosen), scored(achievement_class, dimension, chosen | as_zero)
    if missing.score is not None and zero.score is not None and missing.coverage < 1 and missing.high:
        assert missing.score > zero.score


def test_the_coverage_of_exactly_sixty_percent_is_enough() -> None:
    at_sixty = scored("basic", "social", {"OB1": (75, "A")})
    assert at_sixty.coverage == 0.6 and at_sixty.score is not None
    below = scored("basic", "social", {"OB2": (75, "A"), "OB3": (100, "A")})
    assert below.coverage == 0.4 and below.score is None and below.reason is not None and below.reason.code == "evidence_insufficient"


def test_a_risk_is_deducted_and_widens_the_bounds_until_it_is_graded() -> None:
    both = {"OB1": (100, "A"), "OB2": (100, "A")}
    unknown = scored("basic", "social", both)
    assert (unknown.low, unknown.score, unknown.high, unknown.missing) == (70, 85, 100, ("OB3",))
    none, grave = scored("basic", "social", {**both, "OB3": (100, "A")}), scored("basic", "social", {**both, "OB3": (0, "A")})
    assert (none.score, grave.score) == (100, 70)
    own_word = scored("basic", "social", {**both, "OB3": (100, "D")})
    assert own_word.score == 82  # an own statement that nothing is risky is worth 40 of 100


def test_a_deduction_never_leads_below_zero() -> None:
    value = scored("basic", "social", {"OB1": (0, "A"), "OB2": (0, "A"), "OB3": (0, "A")})
    assert (value.low, value.score, value.high) == (0, 0, 0)


def test_a_passed_veto_earns_nothing_and_an_unchecked_one_is_named() -> None:
    three = {"CB1": (75, "A"), "CB2": (75, "A"), "CB3": (75, "A")}
    unchecked, passed = scored("basic", "cultural", three), scored("basic", "cultural", {**three, "CB4": (100, "A")})
    assert unchecked.missing == ("CB4",) and passed.missing == () and unchecked.score == passed.score == 75
