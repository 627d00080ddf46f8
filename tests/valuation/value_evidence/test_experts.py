"""Experts agree on a median with its spread; two persons too far apart need a third."""

from __future__ import annotations

import pytest

from tests.valuation.value_evidence.conftest import grades
from valuation.field_error import FieldError
from valuation.note import Note
from valuation.value_evidence.experts import ExpertGrade, agreed_anchor, agreement, refuse_same_expert
from valuation.value_evidence.indicators import INDICATORS


def of(*given: int) -> tuple[ExpertGrade, ...]:
    return tuple(ExpertGrade.model_validate(grade) for grade in grades(*given))


def agreed(code: str, *given: int) -> int | str:
    found = agreed_anchor(INDICATORS[code], of(*given))
    return found.code if isinstance(found, Note) else found


def test_three_peers_give_the_median_and_its_spread() -> None:
    assert agreed("SB1", 4, 4, 5) == 75
    shown = agreement(of(2, 4, 5))
    assert (shown.experts, shown.median, shown.lowest, shown.highest) == (3, 4.0, 2, 5)


def test_two_peers_are_too_few() -> None:
    assert agreed("SB1", 4, 4) == agreed("SB1") == "too_few_experts"


def test_of_an_even_number_the_lower_middle_anchor_holds() -> None:
    assert agreed("SB1", 3, 3, 4, 4) == 50 and agreement(of(3, 3, 4, 4)).median == 3.5
    assert agreed("OB3", 3, 4) == 25  # of a risk, the higher grade


def test_two_persons_enter_the_cultural_value_and_a_third_settles_what_lies_too_far_apart() -> None:
    assert agreed("CB1", 3, 4) == 50 and agreed("CB1", 4) == "too_few_experts"
    assert agreed("CB1", 2, 4) == agreed("OB3", 1, 3) == "third_person_needed"
    assert agreed("CB1", 2, 4, 4) == 75


def test_nobody_grades_twice() -> None:
    with pytest.raises(FieldError, match="graded twice"):
        refuse_same_expert((*of(4), ExpertGrade(expert_id=" expert-0 ", grade=5)))


@pytest.mark.parametrize("grade", [0, 6, 3.5, "4", True])
def test_a_grade_is_a_whole_number_from_1_to_5(grade: object) -> None:
    with pytest.raises(ValueError, match="grade"):
        ExpertGrade.model_validate({"expert_id": "x", "grade": grade})
