"""Listing: a stated quantile for the list price, no invented discount, and consent for relisting far below the appraisal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.valuation.pricing_modes.conftest import case, cny, codes, standing
from valuation.pricing_modes.listing import advise_listing


def test_the_list_price_is_a_stated_quantile_and_no_discount_is_assumed() -> None:
    advice = advise_listing(case())
    assert advice.suggested_list_price is not None and advice.suggested_list_price.quantile == 0.75
    assert "no_list_to_deal_discount" in codes(advice.notes)


@pytest.mark.parametrize(("asking", "said"), [(2e5, "asking_below_floor"), (9e6, "asking_above_suggested")])
def test_an_asking_price_is_passed_on_and_set_beside_floor_and_suggestion(asking: float, said: str) -> None:
    advice = advise_listing(case(asking_price=cny(asking)))
    assert advice.stated_list_price == cny(asking) and said in codes(advice.notes)


RELISTED: dict[str, Any] = {"previous_list_price": {"amount": 2e6}, "appraised_value": {"amount": 2e6}}


@pytest.mark.parametrize(("asking", "expected"), [(1.79e6, "warning"), (1.8e6, "information")])
def test_a_state_enterprise_that_relists_below_nine_tenths_of_the_appraisal_is_warned(asking: float, expected: str) -> None:
    assert standing(advise_listing(case(RELISTED, seller_kind="110", asking_price=cny(asking))), "relisting_below_90") == expected


def test_for_others_it_is_information_and_without_appraisal_it_is_asked_for() -> None:
    assert standing(advise_listing(case(RELISTED, seller_kind="170", asking_price=cny(1e5))), "relisting_below_90") == "information"
    lacking = advise_listing(case({"previous_list_price": {"amount": 2e6}}, seller_kind="110"))
    assert [each.field for each in lacking.missing] == ["appraised_value"]


def test_without_an_asking_price_the_suggestion_is_what_would_be_relisted() -> None:
    note = next(rule for rule in advise_listing(case(RELISTED, seller_kind="110")).rules if rule.code == "relisting_below_90")
    assert note.exceeded is False or note.exceeded is True
    assert note.exceeded == (1_900_000 < 0.9 * 2e6)
