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


def test_the_schema_of_a_part_asks_for_a_text_in_one_language_alone() -> None:
    class Said(AnswerPart):
        code: str
        zh: str
        en: str

    assert Said.model_json_schema()["required"] == ["code"]
    assert Shown.model_json_schema()["required"] == ["amount"]
