"""Experts' grades 1-5 and what they agree on: the median with its spread, from at least three peers, or from two persons where rule R10 asks for them.

With an even number the lower of the two middle anchors holds, so that a score always stands at a written anchor and never at the more favourable half.
Two persons more than one grade apart need a third.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, median_low

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.note import Note
from valuation.record import Record
from valuation.value_evidence.indicator import Indicator

FURTHEST_APART = 1
"""Grades by which two persons may differ."""


class ExpertGrade(Record):
    """One expert's grade of one indicator, read along its anchors: 1 stands at 0, 5 at 100; of a risk, 5 is the greatest."""

    expert_id: str = Field(min_length=1, max_length=200, description="who; the same id for the same person")
    grade: int = Field(ge=1, le=5, strict=True)


class Agreement(AnswerPart):
    """What the experts gave."""

    experts: int
    median: float
    lowest: int
    highest: int


def refuse_same_expert(grades: Sequence[ExpertGrade]) -> None:
    """Raise FieldError where one person grades twice."""
    ids = [grade.expert_id.strip() for grade in grades]
    twice = next((one for at, one in enumerate(ids) if one in ids[:at]), None)
    if twice is not None:
        raise FieldError("grades", twice, say("value_scores.same_expert"), say("value_scores.one_grade_each"))


def agreement(grades: Sequence[ExpertGrade]) -> Agreement:
    """Median and spread of the grades, of which there must be one."""
    given = [grade.grade for grade in grades]
    return Agreement(experts=len(given), median=median(given), lowest=min(given), highest=max(given))


def agreed_anchor(indicator: Indicator, grades: Sequence[ExpertGrade]) -> int | Note:
    """The anchor on which enough experts agree, or why there is none yet."""
    fewest = max(indicator.fewest_experts, 2 if indicator.two_persons else 3)
    if len(grades) < fewest:
        return Note.said("value_scores.too_few_experts", needed=fewest, given=len(grades))
    given = [grade.grade for grade in grades]
    if len(given) == 2 and max(given) - min(given) > FURTHEST_APART:
        return Note.said("value_scores.third_person_needed", low=min(given), high=max(given))
    return median_low([indicator.anchor_of_grade(grade) for grade in given])
