"""Pricing advice: from a price distribution to what a seller can do with it, by mode. The front room; the modes live in `valuation/pricing_modes`.

A buyer and the public get only the name of the result and the prices that the seller has made public: the list price, the start of an auction, and the
intended price where the seller must display it (公示); any other seller would give its negotiating position away. Whatever is derived from the
distribution stays inside, a suggested list price too: two quantiles of a distribution give the others away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.audience import Audience, sees_interval
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.note import Note
from valuation.pricing_modes.agreement import AgreementAdvice, advise_agreement
from valuation.pricing_modes.answer import AmountOutOfRange, ModeAdvice, PublishedPrice
from valuation.pricing_modes.auction import AuctionAdvice, advise_auction
from valuation.pricing_modes.case import AdviceCase, AdviceFacts
from valuation.pricing_modes.equity import EquityAdvice, advise_equity
from valuation.pricing_modes.licence import LicenceAdvice, advise_licence
from valuation.pricing_modes.listing import ListingAdvice, advise_listing
from valuation.pricing_modes.mode import Mode, mode_label, modes_of_record
from valuation.pricing_modes.request import AdviceRequest
from valuation.pricing_modes.rulebook import PUBLICITY
from valuation.pricing_modes.settings import SETTINGS, AdviceSettings

__all__ = ["AdviceFacts", "AdviceRequest", "PricingAdvice", "advise", "for_audience"]

Answered = TypeVar("Answered", bound=ModeAdvice)


class PricingAdvice(AnswerPart):
    """Advice for one achievement. A mode that was not asked for is null; so is everything but `published` for a buyer and the public."""

    audience: Audience
    valuation_date: date = Field(description="基准日")
    currency: str = Field(description="ISO 4217; amounts are in its units")
    price_concept: str = Field(description="what kind of amount the advice rests on")
    price_concept_label: Bilingual
    published: tuple[PublishedPrice, ...] = Field(description="prices that the seller has made public, for everybody")
    agreement: AgreementAdvice | None = None
    listing: ListingAdvice | None = None
    auction: AuctionAdvice | None = None
    equity: EquityAdvice | None = None
    licence: LicenceAdvice | None = None
    notes: tuple[Note, ...] = ()
    settings: AdviceSettings | None = Field(default=None, description="our own proposals that went into it, with their version")
    statement: Bilingual


def advise(request: AdviceRequest, facts: AdviceFacts, settings: AdviceSettings = SETTINGS) -> PricingAdvice:
    """Advice in the modes asked for, projected for the audience of `facts`.

    ValueError where the quantiles are not seven ascending ones. Missing facts and a refused price are said in the answer, and are no errors.
    """
    case = AdviceCase.of(request, facts, settings)
    modes = request.modes or modes_of_record(facts.pricing_mode, facts.contract_type)
    notes = _notes(case)

    def mode(name: Mode, advise_mode: Callable[[AdviceCase], Answered]) -> Answered | None:
        """The advice of one mode; where its amounts are none that money is counted in, a note instead."""
        if name not in modes:
            return None
        try:
            return advise_mode(case)
        except AmountOutOfRange:
            notes.append(Note.said("advice.note.amount_out_of_range", mode=mode_label(name)))
            return None

    advice = PricingAdvice(
        audience="seller",
        valuation_date=facts.valuation_date,
        currency=facts.currency,
        price_concept=facts.price_concept,
        price_concept_label=facts.price_concept_label,
        published=_published(case, modes),
        agreement=mode("agreement", advise_agreement),
        listing=mode("listing", advise_listing),
        auction=mode("auction", advise_auction),
        equity=mode("equity", advise_equity),
        licence=mode("licence", advise_licence),
        notes=tuple(notes),
        settings=settings,
        statement=say("statement.plain"),
    )
    return for_audience(advice, facts.audience)


def for_audience(advice: PricingAdvice, audience: Audience) -> PricingAdvice:
    """The advice as an audience may see it. What a buyer and the public get is named here; all else stays behind."""
    if sees_interval(audience):
        return advice.model_copy(update={"audience": audience})
    return PricingAdvice(
        audience=audience,
        valuation_date=advice.valuation_date,
        currency=advice.currency,
        price_concept=advice.price_concept,
        price_concept_label=advice.price_concept_label,
        published=advice.published,
        statement=advice.statement,
    )


def _published(case: AdviceCase, modes: tuple[Mode, ...]) -> tuple[PublishedPrice, ...]:
    """What the seller has made public in the modes asked for: the list price, the start of an auction, an intended price that has to be displayed."""
    title, request = case.facts.title, case.request
    displayed = any(PUBLICITY.applies(case, mode) for mode in modes if mode in PUBLICITY.modes)
    stated = (
        PublishedPrice(kind="intended", title=title, price=request.intended_price) if request.intended_price is not None and displayed else None,
        PublishedPrice(kind="list", title=title, price=case.facts.asking_price) if case.facts.asking_price is not None and "listing" in modes else None,
        PublishedPrice(kind="start", title=title, price=request.start_price) if request.start_price is not None and "auction" in modes else None,
    )
    return tuple(each for each in stated if each is not None)


def _notes(case: AdviceCase) -> list[Note]:
    notes = [Note.said("limit.no_appraisal")]
    if case.levels is None:
        notes.append(Note.said("advice.note.no_price"))
    if case.foreign:
        notes.append(Note.said("advice.note.other_currency", fields=", ".join(case.foreign), currency=case.facts.currency))
    return notes
