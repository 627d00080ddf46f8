"""ordinary ≤ sole ≤ exclusive ≤ transfer, whatever the price was estimated for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.valuation.pricing_modes.conftest import any_facts, case
from valuation.pricing_modes.answer import AmountOutOfRange
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.exclusivity_ladder import LADDER, asked_exclusivity, estimated_exclusivity, fee_ladder
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.settings import SETTINGS


@settings(deadline=None)
@given(any_facts())
def test_fees_never_fall_from_ordinary_to_transfer(facts: AdviceFacts) -> None:
    try:
        ladder = fee_ladder(AdviceCase.of(AdviceRequest(), facts, SETTINGS))
    except AmountOutOfRange:
        return
    if facts.ln_quantiles is not None:
        assert tuple(fee.exclusivity for fee in ladder) == LADDER
    for end in ("low", "median", "high"):
        amounts = [getattr(fee, end).amount for fee in ladder]
        assert amounts == sorted(amounts)
    assert all(fee.low.amount <= fee.median.amount <= fee.high.amount for fee in ladder)


@pytest.mark.parametrize("exclusivity", LADDER)
def test_the_right_that_was_estimated_keeps_its_estimate(exclusivity: str) -> None:
    fee = next(fee for fee in fee_ladder(case(exclusivity=exclusivity)) if fee.exclusivity == exclusivity)
    assert fee.factor == 1 and fee.median.amount == 1_000_000


def test_an_unsaid_right_is_ordinary_for_licences_and_a_transfer_else() -> None:
    assert estimated_exclusivity(case(price_concept="licence_fixed_fee").facts) == "ordinary"
    assert estimated_exclusivity(case(contract_type="technical_licence").facts) == "ordinary"
    assert estimated_exclusivity(case().facts) == "transfer"


def test_the_request_says_first_which_licence_is_wanted() -> None:
    assert asked_exclusivity(case({"exclusivity": "sole"}, exclusivity="exclusive")) == "sole"
    assert asked_exclusivity(case(exclusivity="exclusive")) == "exclusive"
    assert asked_exclusivity(case()) == "ordinary"
