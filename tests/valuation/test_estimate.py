"""What a model estimates survives JSON to the last bit, and nothing that is no number becomes an estimate."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from valuation.estimate import PriceQuantiles, ScoreEstimate


@given(st.lists(st.floats(1e-3, 1e15), min_size=7, max_size=7))
def test_amounts_survive_json_to_the_last_bit(amounts: list[float]) -> None:
    quantiles = PriceQuantiles(**dict(zip(PriceQuantiles.model_fields, amounts, strict=True)))
    assert list(json.loads(quantiles.model_dump_json()).values()) == amounts


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_cannot_become_an_answer(number: float) -> None:
    with pytest.raises(ValidationError):
        ScoreEstimate(score=number, low=0, high=1)
