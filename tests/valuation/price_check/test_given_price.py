from __future__ import annotations

from datetime import date

from valuation.money import Money
from valuation.price_check.given_price import GivenPrice
from valuation.price_check.history import PriceHistory


def test_a_price_without_words_or_past_is_still_a_price() -> None:
    given = GivenPrice("asking_price", Money(amount=1.0), date(2026, 1, 1))
    assert (given.title, given.text, given.history) == ("", "", PriceHistory())
