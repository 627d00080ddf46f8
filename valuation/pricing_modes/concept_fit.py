"""Whether a price of one concept says something about a mode: a grant is no price, an appraised contribution no cash, a service fee no licence."""

from __future__ import annotations

from valuation.note import Note
from valuation.pricing_modes.case import AdviceFacts
from valuation.pricing_modes.mode import Mode, mode_label

_FUNDING = ("grant_amount", "contract_award_amount")
_REGISTERED = ("registered_technology_amount", "registered_contract_amount")
_SERVICES = ("technical_development", "technical_consulting", "technical_service")


def concept_limits(facts: AdviceFacts, mode: Mode) -> tuple[Note, ...]:
    """The limit that the price's concept sets to advice in a mode; empty where the two fit."""
    code = _limit(facts.price_concept, facts.contract_type, mode)
    if code is None:
        return ()
    return (Note.said(f"advice.limit.{code}", concept=facts.price_concept_label, mode=mode_label(mode)),)


def _limit(concept: str, contract_type: str | None, mode: Mode) -> str | None:
    if concept in _FUNDING:
        return "funding"
    if concept in _REGISTERED and contract_type in _SERVICES:
        return "service_amount"
    if concept in _REGISTERED and contract_type is None:
        return "mixed_contracts"
    if mode == "equity":
        return None if concept == "equity_contribution" else "cash_for_contribution"
    if concept == "equity_contribution":
        return "contribution_for_cash"
    is_licence_fee = concept == "licence_fixed_fee" or contract_type == "technical_licence"
    if mode == "licence":
        return None if is_licence_fee else "transfer_for_licence"
    return "licence_fee_for_price" if is_licence_fee else None
