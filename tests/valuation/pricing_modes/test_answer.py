"""Parts of an answer: amounts that are money, texts of the catalogue."""

from __future__ import annotations

import math

import pytest

from tests.valuation.pricing_modes.conftest import cny
from valuation.pricing_modes.answer import AdvisedAmount, AmountOutOfRange, Missing, Note


@pytest.mark.parametrize("amount", [0.0, -1.0, 1e15, math.inf, math.nan])
def test_what_no_currency_is_counted_in_is_no_amount(amount: float) -> None:
    with pytest.raises(AmountOutOfRange):
        AdvisedAmount.at_quantile(amount, "CNY", 0.5)


def test_an_amount_says_what_it_was_taken_from() -> None:
    assert AdvisedAmount.at_quantile(5.0, "CNY", 0.25).basis == "quantile"
    appraised = AdvisedAmount.appraised(cny(7.0))
    assert (appraised.amount, appraised.basis, appraised.quantile) == (7.0, "appraisal", None)


def test_notes_and_missing_facts_are_said_in_both_languages() -> None:
    for text in (Note.said("note", "no_price").text, Missing.of("annual_sales").text):
        assert text.zh and text.en
