"""许可: what a licence costs as a fixed fee, and what entry fee with royalty or royalty alone equals it, by royalty band and term.

Fees are ordered ordinary ≤ sole ≤ exclusive ≤ transfer. Without expected sales there are bands and fees, and no equivalents.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.note import Note
from valuation.pricing_modes.answer import Missing, ModeAdvice, PublicitySheet
from valuation.pricing_modes.case import AdviceCase
from valuation.pricing_modes.concept_fit import concept_limits
from valuation.pricing_modes.exclusivity_ladder import Fee, asked_exclusivity, fee_ladder
from valuation.pricing_modes.licence_equivalents import Equivalents, equivalents
from valuation.pricing_modes.open_licence import ceilings_exceeded
from valuation.pricing_modes.publicity import publicity_sheet
from valuation.pricing_modes.royalty_bands import BANDS_VERSION, RoyaltyBand, royalty_bands
from valuation.pricing_modes.royalty_stream import SalesForecast, sales_present_value
from valuation.pricing_modes.rulebook import rule_notes


class LicenceAssumptions(AnswerPart):
    """What the equivalents were reckoned with, stated or by default (the notes say which)."""

    terms: tuple[float, ...]
    discount_rate: float
    sales_growth: float
    royalty_decay: float
    years_to_sales: float


class LicenceAdvice(ModeAdvice):
    """Fees are null where the price is refused, equivalents empty without expected sales."""

    exclusivity: str
    exclusivity_label: Bilingual
    fixed_fee: Fee | None = Field(description="of the licence asked for")
    ladder: tuple[Fee, ...] = Field(description="the same right by kind of licence, in rising order; imposed, not measured")
    bands: tuple[RoyaltyBand, ...]
    bands_version: str = BANDS_VERSION
    assumptions: LicenceAssumptions
    equivalents: tuple[Equivalents, ...]
    publicity: PublicitySheet | None = None


def advise_licence(case: AdviceCase) -> LicenceAdvice:
    """Advice for a licence. Raises AmountOutOfRange."""
    kind, ladder, assumed = asked_exclusivity(case), fee_ladder(case), _assumptions(case)
    fee = next((fee for fee in ladder if fee.exclusivity == kind), None)
    bands = royalty_bands(case.facts.technology_field, case.facts.ip_kind)
    found = _equivalents(case, fee, bands, assumed)
    sheet, missing = publicity_sheet(case, "licence")
    return LicenceAdvice(
        rules=rule_notes(case, "licence", ceilings_exceeded(case, kind, fee, found)),
        limits=concept_limits(case.facts, "licence"),
        notes=tuple(Note.said(f"advice.note.{code}") for code in _notes(case, fee, found, bands)),
        missing=(*missing, *(Missing.of(field) for field in ("annual_sales", "operating_margin") if _lacks(case, field))),
        exclusivity=kind,
        exclusivity_label=LISTS["exclusivity"].bilingual(kind),
        fixed_fee=fee,
        ladder=ladder,
        bands=bands,
        assumptions=assumed,
        equivalents=found,
        publicity=sheet,
    )


def _assumptions(case: AdviceCase) -> LicenceAssumptions:
    request, settings = case.request, case.settings
    return LicenceAssumptions(
        terms=settings.terms if request.term_years is None else (request.term_years,),
        discount_rate=settings.discount_rate if request.discount_rate is None else request.discount_rate,
        sales_growth=request.sales_growth or 0.0,
        royalty_decay=request.royalty_decay or 0.0,
        years_to_sales=request.years_to_sales or 0.0,
    )


def _equivalents(case: AdviceCase, fee: Fee | None, bands: Sequence[RoyaltyBand], assumed: LicenceAssumptions) -> tuple[Equivalents, ...]:
    """Of every term in which there are sales."""
    sales, entry_fee = case.known("annual_sales"), case.known("entry_fee")
    if fee is None or sales is None:
        return ()
    forecast = SalesForecast(sales.amount, assumed.sales_growth, assumed.royalty_decay, assumed.years_to_sales)
    rates = sorted({rate for band in bands for rate in (band.low, band.high)})
    entry, margin = None if entry_fee is None else entry_fee.amount, case.request.operating_margin
    found = []
    for term in assumed.terms:
        worth = sales_present_value(forecast, case.facts.valuation_date, term, assumed.discount_rate)
        found.append(equivalents(fee, term, worth, rates, entry, margin))
    return tuple(each for each in found if each is not None)


def _lacks(case: AdviceCase, field: str) -> bool:
    return case.request.operating_margin is None if field == "operating_margin" else case.known(field) is None


def _notes(case: AdviceCase, fee: Fee | None, found: Sequence[Equivalents], bands: Sequence[RoyaltyBand]) -> list[str]:
    """What is to be said about the figures, as codes of notes."""
    request, entry_fee = case.request, case.known("entry_fee")
    said: dict[str, bool] = {
        "ladder_imposed": fee is not None,
        "estimated_right_assumed": fee is not None and case.facts.exclusivity is None,
        "asked_for_a_transfer": asked_exclusivity(case) == "transfer",
        "present_value_convention": bool(found),
        "growth_neutral": bool(found) and request.sales_growth is None,
        "decay_neutral": bool(found) and request.royalty_decay is None,
        "sales_at_once": bool(found) and request.years_to_sales is None,
        "discount_rate_default": bool(found) and request.discount_rate is None,
        "terms_default": bool(found) and request.term_years is None,
        "royalty_above_fixed_fee": any(band.high > each.royalty_alone.median for each in found for band in bands),
        "entry_fee_above_fixed_fee": fee is not None and entry_fee is not None and entry_fee.amount > fee.median.amount,
        "royalty_above_sales": any(each.royalty_alone.median > 1 for each in found),
        "no_sales_in_term": fee is not None and case.known("annual_sales") is not None and len(found) < len(_assumptions(case).terms),
    }
    return [code for code, holds in said.items() if holds]
