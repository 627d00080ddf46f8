"""A part of an answer cannot be changed, knows no unknown field, and holds no number that is none."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from valuation.answer_part import AnswerPart


class Shown(AnswerPart):
    amount: float


@pytest.mark.parametrize("given", [{"amount": math.nan}, {"amount": math.inf}, {"amount": 1.0, "more": 2}])
def test_what_does_not_belong_into_an_answer_is_refused(given: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Shown.model_validate(given)


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Shown(amount=1.0).amount = 2.0  # type: ignore[misc]
