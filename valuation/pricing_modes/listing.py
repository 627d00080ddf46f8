"""挂牌: a list price and a floor. How far deals end below the list price is not known before data exist, and no such discount is assumed."""

from __future__ import annotations

from pydantic import Field

from valuation.money import Money
from valuation.note import Note
from valuation.pricing_modes.answer import AdvisedAmount, Missing, ModeAdvice
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.rulebook import RELISTING, rule_notes

RELISTING_SHARE = 0.9
"""Of the appraised value; below it a state-owned enterprise that lists again needs consent (32号令, K)."""


class ListingAdvice(ModeAdvice):
    """floor ≤ suggested list price; null where the price is refused."""

    suggested_list_price: AdvisedAmount | None = None
    floor: AdvisedAmount | None = Field(default=None, description="least acceptable price; confidential")
    stated_list_price: Money | None = Field(default=None, description="the seller's asking price, as given")


def advise_listing(case: AdviceCase) -> ListingAdvice:
    """Advice for a listing. Raises AmountOutOfRange."""
    settings, levels, asking = case.settings, case.levels, case.known("asking_price")
    suggested = None if levels is None else levels.up(settings.list_quantile)
    floor = None if levels is None else levels.down(settings.floor_quantile)
    return ListingAdvice(
        rules=rule_notes(case, "listing", {RELISTING: _far_below_appraisal(case, suggested)}),
        limits=concept_limits(case.facts, "listing"),
        notes=(Note.said("advice.note.no_list_to_deal_discount"), *_beside_asking(asking, floor, suggested)),
        missing=_missing(case),
        suggested_list_price=suggested,
        floor=floor,
        stated_list_price=case.facts.asking_price,
    )


def _far_below_appraisal(case: AdviceCase, suggested: AdvisedAmount | None) -> bool | None:
    """Whether the price about to be listed, the asking price where there is one, lies below the share of the appraised value."""
    appraised, listed = case.known("appraised_value"), case.facts.asking_price
    if listed is None and suggested is not None:
        listed = suggested
    if appraised is None or listed is None or listed.currency != appraised.currency:
        return None
    return listed.amount < RELISTING_SHARE * appraised.amount


def _beside_asking(asking: Money | None, floor: AdvisedAmount | None, suggested: AdvisedAmount | None) -> tuple[Note, ...]:
    if asking is None or floor is None or suggested is None:
        return ()
    if asking.amount < floor.amount:
        return (Note.said("advice.note.asking_below_floor"),)
    return (Note.said("advice.note.asking_above_suggested"),) if asking.amount > suggested.amount else ()


def _missing(case: AdviceCase) -> tuple[Missing, ...]:
    needs_appraisal = RELISTING.applies(case, "listing") and case.known("appraised_value") is None
    return (Missing.of("appraised_value"),) if needs_appraisal else ()
