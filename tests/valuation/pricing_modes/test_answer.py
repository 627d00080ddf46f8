"""Parts of an answer: amounts that are money, texts of the catalogue."""

from __future__ import annotations

import math

import pytest

from tests.valuation.pricing_modes.conftest import cny
from valuation.advice import PricingAdvice
from valuation.note import Note
from valuation.pricing_modes.answer import AdvisedAmount, AmountOutOfRange, Missing, ModeAdvice


@pytest.mark.parametrize("amount", [0.0, -1.0, 1e15, math.inf, math.nan])
def test_what_no_currency_is_counted_in_is_no_amount(amount: float) -> None:
    with pytest.raises(AmountOutOfRange):
        AdvisedAmount.at_quantile(amount, "CNY", 0.5)


def test_an_amount_says_what_it_was_taken_from() -> None:
    assert AdvisedAmount.at_quantile(5.0, "CNY", 0.25).basis == "quantile"
    appraised = AdvisedAmount.appraised(cny(7.0))
    assert (appraised.amount, appraised.basis, appraised.quantile) == (7.0, "appraisal", None)


def test_missing_facts_are_said_in_both_languages() -> None:
    text = Missing.of("annual_sales").text
    assert text.zh and text.en


@pytest.mark.parametrize("part", ["limits", "notes"])
def test_an_advice_has_notes_of_the_one_shape_that_every_answer_has(part: str) -> None:
    assert ModeAdvice.model_fields[part].annotation == PricingAdvice.model_fields["notes"].annotation == tuple[Note, ...]
