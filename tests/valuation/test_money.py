"""Money is a positive amount with its unit and currency."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from valuation.money import UNITS, Money, unit


@pytest.mark.parametrize(
    ("name", "currency", "factor"),
    [("元", "CNY", 1), ("万元", "CNY", 1e4), ("亿元", "CNY", 1e8), ("USD", "USD", 1), ("kUSD", "USD", 1e3), ("MEUR", "EUR", 1e6)],
)
def test_a_unit_says_its_currency_and_factor(name: str, currency: str, factor: float) -> None:
    assert (unit(name).currency, unit(name).factor) == (currency, factor)


def test_an_unknown_unit_lists_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"unknown unit '两'.*万元"):
        unit("两")


def test_every_unit_names_an_iso_currency() -> None:
    assert all(Money(amount=each.factor, currency=each.currency) for each in UNITS.values())


@pytest.mark.parametrize("amount", [0, -1, math.nan, math.inf, 1e15])
def test_an_amount_is_positive_and_finite(amount: float) -> None:
    with pytest.raises(ValidationError):
        Money(amount=amount)


@pytest.mark.parametrize("currency", ["", "usd", "US", "USDX", "元"])
def test_a_currency_is_an_iso_code(currency: str) -> None:
    with pytest.raises(ValidationError):
        Money(amount=1, currency=currency)
