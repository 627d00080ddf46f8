from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from valuation.catalogue import say
from valuation.refusal import Refusal
from valuation.valuation import PriceQuantiles, Reason, ScoreEstimate, Valuation


@given(st.lists(st.floats(1e-3, 1e15), min_size=7, max_size=7))
def test_amounts_survive_json_to_the_last_bit(amounts: list[float]) -> None:
    quantiles = PriceQuantiles(**dict(zip(PriceQuantiles.model_fields, amounts, strict=True)))
    assert list(json.loads(quantiles.model_dump_json()).values()) == amounts


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_cannot_become_an_answer(number: float) -> None:
    with pytest.raises(ValidationError):
        ScoreEstimate(score=number, low=0, high=1, basis="b")


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_stable_code_and_two_languages(refusal: Refusal) -> None:
    reason = Reason.of(refusal)
    assert (reason.code, reason.zh, reason.en) == (refusal.value, refusal.text.zh, refusal.text.en)


def test_an_answer_always_says_what_its_amounts_are_and_that_it_is_no_appraisal() -> None:
    with pytest.raises(ValidationError, match="statement"):
        Valuation.model_validate({"id": None, "status": "invalid", "simulated": False, "limits": [], "basis": {"valuation_date": None}})
    for statement in (say("statement.plain"), say("statement.simulated")):
        assert "非资产评估报告" in statement.zh
        assert "not an appraisal report" in statement.en
