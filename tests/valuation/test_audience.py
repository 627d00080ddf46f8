"""An interval is for the seller and the exchange."""

from __future__ import annotations

from valuation.audience import AUDIENCES, sees_interval


def test_only_the_seller_and_the_exchange_see_an_interval() -> None:
    assert {audience for audience in AUDIENCES if sees_interval(audience)} == {"seller", "exchange"}
    assert set(AUDIENCES) == {"seller", "exchange", "buyer", "public"}
