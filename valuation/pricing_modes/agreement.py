"""协议定价: a range to talk in and a floor below which the seller should not go, from the price distribution; the publicity sheet where it is asked for."""

from __future__ import annotations

from pydantic import Field

from valuation.money import Money
from valuation.note import Note
from valuation.pricing_modes.answer import AdvisedAmount, ModeAdvice, PublicitySheet
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.publicity import publicity_sheet
from valuation.pricing_modes.rulebook import rule_notes


class AgreementAdvice(ModeAdvice):
    """floor ≤ low ≤ median ≤ high; null where the price is refused."""

    low: AdvisedAmount | None = None
    median: AdvisedAmount | None = None
    high: AdvisedAmount | None = None
    floor: AdvisedAmount | None = Field(default=None, description="negotiation floor; confidential")
    intended_price: Money | None = Field(default=None, description="as the seller stated it")
    publicity: PublicitySheet | None = Field(default=None, description="null where the rule does not apply or something is missing for it")


def advise_agreement(case: AdviceCase) -> AgreementAdvice:
    """Advice for a price by agreement. Raises AmountOutOfRange."""
    settings, levels = case.settings, case.levels
    floor = None if levels is None else levels.down(settings.floor_quantile)
    high = None if levels is None else levels.up(settings.high_quantile)
    sheet, missing = publicity_sheet(case, "agreement")
    return AgreementAdvice(
        rules=rule_notes(case, "agreement"),
        limits=concept_limits(case.facts, "agreement"),
        notes=_beside_intended(case.known("intended_price"), floor, high),
        missing=missing,
        low=None if levels is None else levels.down(settings.low_quantile),
        median=None if levels is None else levels.nearest(0.5),
        high=high,
        floor=floor,
        intended_price=case.request.intended_price,
        publicity=sheet,
    )


def _beside_intended(intended: Money | None, floor: AdvisedAmount | None, high: AdvisedAmount | None) -> tuple[Note, ...]:
    if intended is None or floor is None or high is None:
        return ()
    if intended.amount < floor.amount:
        return (Note.said("advice.note.intended_below_floor"),)
    return (Note.said("advice.note.intended_above_range"),) if intended.amount > high.amount else ()
