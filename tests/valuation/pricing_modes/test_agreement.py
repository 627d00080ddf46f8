"""Agreement: floor ≤ low ≤ median ≤ high, and the intended price beside them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.valuation.pricing_modes.conftest import any_facts, case, codes, standing
from valuation.pricing_modes.agreement import advise_agreement
from valuation.pricing_modes.answer import AmountOutOfRange
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.listing import advise_listing
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.settings import SETTINGS


@settings(deadline=None)
@given(any_facts())
def test_floor_range_and_list_price_stand_in_order(facts: AdviceFacts) -> None:
    here = AdviceCase.of(AdviceRequest(), facts, SETTINGS)
    try:
        talk, listed = advise_agreement(here), advise_listing(here)
    except AmountOutOfRange:
        return
    amounts = (talk.floor, talk.low, talk.median, talk.high, listed.suggested_list_price)
    if facts.ln_quantiles is None:
        assert amounts == (None,) * 5
    else:
        values = [amount.amount for amount in amounts if amount is not None]
        assert len(values) == 5 and values == sorted(values)


def test_amounts_say_their_quantile_and_are_round() -> None:
    advice = advise_agreement(case())
    assert advice.floor is not None and advice.median is not None
    assert (advice.floor.amount, advice.floor.quantile) == (300_000, 0.10)  # 1e6·e^(−1.2816·0.9) = 315,500
    assert (advice.median.amount, advice.median.quantile) == (1_000_000, 0.5)


@pytest.mark.parametrize(("intended", "said"), [(2e5, {"intended_below_floor"}), (1e6, set()), (9e6, {"intended_above_range"})])
def test_an_intended_price_is_set_beside_floor_and_range(intended: float, said: set[str]) -> None:
    assert codes(advise_agreement(case({"intended_price": {"amount": intended}})).notes) == said


def test_publicity_is_a_requirement_for_a_university_and_information_for_a_firm() -> None:
    assert standing(advise_agreement(case()), "publicity") == "requirement"
    assert standing(advise_agreement(case(seller_kind="170")), "publicity") == "information"


def test_a_refused_price_leaves_the_rules() -> None:
    advice = advise_agreement(case(ln_quantiles=None))
    assert advice.floor is advice.low is advice.median is advice.high is None and advice.rules
