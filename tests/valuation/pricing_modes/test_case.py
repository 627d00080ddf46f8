"""A case reads amounts in the currency of the estimate alone, and fills what the request leaves open."""

from __future__ import annotations

import pytest

from tests.valuation.pricing_modes.conftest import case, cny
from valuation.money import Money


def test_an_amount_in_another_currency_is_named_and_left_out() -> None:
    here = case({"intended_price": {"amount": 5e5, "currency": "USD"}, "entry_fee": {"amount": 1e5}}, asking_price=Money(amount=1, currency="EUR"))
    assert here.known("intended_price") is None and here.known("entry_fee") == cny(1e5)
    assert set(here.foreign) == {"intended_price", "asking_price"}


def test_the_achievement_stands_in_where_the_request_is_silent() -> None:
    here = case({"term_years": 3}, term_years=8.0, annual_sales=cny(2e6), operating_margin=0.2)
    assert here.request.term_years == 3 and here.known("annual_sales") == cny(2e6) and here.request.operating_margin == 0.2


@pytest.mark.parametrize("margin", [-0.3, 0.0])
def test_a_loss_says_nothing_of_royalties_on_profit(margin: float) -> None:
    assert case(operating_margin=margin).request.operating_margin is None


def test_a_refused_price_has_no_levels() -> None:
    assert case(ln_quantiles=None).levels is None
