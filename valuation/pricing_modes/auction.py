"""拍卖: a start and a confidential reserve. Where state assets must be appraised the reserve is the appraisal's, and is not guessed without one."""

from __future__ import annotations

from pydantic import Field

from valuation.money import Money
from valuation.note import Note
from valuation.pricing_modes.answer import AdvisedAmount, Missing, ModeAdvice
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.rulebook import RESERVE_FROM_APPRAISAL, rule_notes


class AuctionAdvice(ModeAdvice):
    """start ≤ reserve; null where the price is refused or an appraisal is awaited."""

    suggested_start_price: AdvisedAmount | None = None
    reserve: AdvisedAmount | None = Field(default=None, description="保留价; confidential")
    stated_start_price: Money | None = Field(default=None, description="as the seller stated it")


def advise_auction(case: AdviceCase) -> AuctionAdvice:
    """Advice for an auction. Raises AmountOutOfRange."""
    appraised, applies = case.known("appraised_value"), RESERVE_FROM_APPRAISAL.applies(case, "auction")
    awaited = bool(applies) and appraised is None
    reserve = None if awaited else _reserve(case, appraised if applies is not False else None)
    notes = [Note.said("advice.note.reserve_awaits_appraisal")] if awaited else []
    if reserve is not None and reserve.basis == "appraisal":
        notes.append(Note.said("advice.note.reserve_from_appraisal"))
    start = None if reserve is None else _start(case, reserve)
    if start is not None and reserve is not None and start.basis != reserve.basis:
        notes.append(Note.said("advice.note.start_and_reserve_differ_in_basis"))
    stated = case.known("start_price")
    if stated is not None and reserve is not None and stated.amount > reserve.amount:
        notes.append(Note.said("advice.note.start_above_reserve"))
    return AuctionAdvice(
        rules=rule_notes(case, "auction"),
        limits=concept_limits(case.facts, "auction"),
        notes=tuple(notes),
        missing=(Missing.of("appraised_value"),) if awaited else (),
        suggested_start_price=start,
        reserve=reserve,
        stated_start_price=case.request.start_price,
    )


def _reserve(case: AdviceCase, appraised: Money | None) -> AdvisedAmount | None:
    if appraised is not None:
        return AdvisedAmount.appraised(appraised)
    return None if case.levels is None else case.levels.down(case.settings.floor_quantile)


def _start(case: AdviceCase, reserve: AdvisedAmount) -> AdvisedAmount | None:
    """The start quantile; an appraised reserve below it is the start itself."""
    if case.levels is None:
        return None
    start = case.levels.down(case.settings.start_quantile)
    return start if start.amount <= reserve.amount else reserve
