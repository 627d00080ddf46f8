"""Auction: start ≤ reserve, and an appraised reserve where state assets must be appraised."""

from __future__ import annotations

from hypothesis import given, settings

from tests.valuation.pricing_modes.conftest import any_facts, any_request, case, codes, ln_quantiles, standing
from valuation.pricing_modes.answer import AmountOutOfRange
from valuation.pricing_modes.auction import advise_auction
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.settings import SETTINGS, AdviceSettings


@settings(max_examples=50, deadline=None)
@given(any_request(), any_facts())
def test_the_start_is_never_above_the_reserve(request: AdviceRequest, facts: AdviceFacts) -> None:
    try:
        advice = advise_auction(AdviceCase.of(request, facts, SETTINGS))
    except AmountOutOfRange:
        return
    if advice.suggested_start_price is not None:
        assert advice.reserve is not None and advice.suggested_start_price.amount <= advice.reserve.amount


def test_a_state_enterprise_without_appraisal_gets_no_reserve_but_a_reason() -> None:
    advice = advise_auction(case(seller_kind="110"))
    assert advice.reserve is advice.suggested_start_price is None
    assert "reserve_awaits_appraisal" in codes(advice.notes) and [each.field for each in advice.missing] == ["appraised_value"]
    assert standing(advice, "reserve_from_appraisal") == "requirement"


def test_with_an_appraisal_the_reserve_is_the_appraised_value() -> None:
    for seller in ("110", "022"):
        advice = advise_auction(case({"appraised_value": {"amount": 1_234_567}}, seller_kind=seller))
        assert advice.reserve is not None and (advice.reserve.amount, advice.reserve.basis) == (1_234_567, "appraisal")


def test_a_private_seller_has_a_reserve_from_the_distribution() -> None:
    advice = advise_auction(case({"appraised_value": {"amount": 5e6}}, seller_kind="170"))
    assert advice.reserve is not None and advice.suggested_start_price is not None
    assert (advice.reserve.amount, advice.suggested_start_price.amount) == (300_000, 220_000)
    assert standing(advice, "reserve_from_appraisal") == "information"


def test_a_start_above_the_reserve_is_pointed_out() -> None:
    assert "start_above_reserve" in codes(advise_auction(case({"start_price": {"amount": 5e5}})).notes)


def test_a_start_from_the_distribution_beside_an_appraised_reserve_is_said_to_rest_on_another_basis() -> None:
    said = "start_and_reserve_differ_in_basis"
    advice = advise_auction(case({"appraised_value": {"amount": 888_000}}, seller_kind="110", ln_quantiles=ln_quantiles(2_000)))
    assert advice.suggested_start_price is not None and advice.suggested_start_price.amount < 1_000
    assert said in codes(advice.notes)
    assert said not in codes(advise_auction(case(seller_kind="170")).notes)
    assert said not in codes(advise_auction(case({"appraised_value": {"amount": 100}}, seller_kind="110")).notes)


def test_settings_of_ones_own_put_no_start_above_the_reserve() -> None:
    advice = advise_auction(AdviceCase.of(AdviceRequest(), case(seller_kind="170").facts, AdviceSettings(start_quantile=0.75)))
    assert advice.suggested_start_price is not None and advice.suggested_start_price == advice.reserve


def test_a_low_appraisal_is_also_the_start() -> None:
    advice = advise_auction(case({"appraised_value": {"amount": 123_456}}, seller_kind="110"))
    assert advice.suggested_start_price is not None and advice.suggested_start_price.amount == 123_456
