"""A price says of what it is a price, and advice in a mode it does not fit says so."""

from __future__ import annotations

import pytest

from tests.valuation.pricing_modes.conftest import codes, facts
from valuation.price import PRICE_CONCEPTS
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.mode import MODES, Mode


@pytest.mark.parametrize(
    ("concept", "contract_type", "mode", "limit"),
    [
        ("grant_amount", None, "agreement", "funding"),
        ("contract_award_amount", None, "licence", "funding"),
        ("registered_technology_amount", "technical_service", "listing", "service_amount"),
        ("registered_technology_amount", None, "auction", "mixed_contracts"),
        ("registered_technology_amount", "technical_transfer", "agreement", None),
        ("registered_technology_amount", "technical_licence", "licence", None),
        ("negotiated_transfer_price", None, "agreement", None),
        ("negotiated_transfer_price", None, "equity", "cash_for_contribution"),
        ("negotiated_transfer_price", None, "licence", "transfer_for_licence"),
        ("auction_price", None, "auction", None),
        ("licence_fixed_fee", None, "licence", None),
        ("licence_fixed_fee", None, "listing", "licence_fee_for_price"),
        ("equity_contribution", None, "equity", None),
        ("equity_contribution", None, "agreement", "contribution_for_cash"),
    ],
)
def test_the_limit_of_a_concept_in_a_mode(concept: str, contract_type: str | None, mode: Mode, limit: str | None) -> None:
    assert codes(concept_limits(facts(price_concept=concept, contract_type=contract_type), mode)) == ({limit} if limit else set())


@pytest.mark.parametrize("mode", MODES)
def test_every_limit_names_concept_and_mode_in_both_languages(mode: Mode) -> None:
    for concept in PRICE_CONCEPTS:
        for note in concept_limits(facts(price_concept=concept), mode):
            assert PRICE_CONCEPTS[concept][0] in note.zh and PRICE_CONCEPTS[concept][1] in note.en
