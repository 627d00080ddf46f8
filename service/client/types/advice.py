"""Pricing advice by mode, as it is answered. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from service.client.types.achievement import Money


class AdviceSettings(TypedDict):
    """Which quantiles of the price distribution stand for what, and the defaults of a licence."""

    version: NotRequired[str]
    certainty: NotRequired[Literal["A"]]
    rounding: NotRequired[str]
    floor_quantile: NotRequired[float]
    low_quantile: NotRequired[float]
    high_quantile: NotRequired[float]
    list_quantile: NotRequired[float]
    start_quantile: NotRequired[float]
    terms: NotRequired[list[float]]
    discount_rate: NotRequired[float]
    exclusivity: NotRequired[ExclusivityFactors]


class AdvisedAmount(TypedDict):
    """An amount and what it was taken from: a quantile of the price distribution, rounded, or an appraisal."""

    amount: float
    currency: NotRequired[str]
    basis: Literal["quantile", "appraisal"]
    quantile: NotRequired[float | None]


class AgreementAdvice(TypedDict):
    """floor ≤ low ≤ median ≤ high; null where the price is refused."""

    rules: list[RuleNote]
    limits: list[Note]
    notes: NotRequired[list[Note]]
    missing: NotRequired[list[ValuationPricingModesAnswerMissing]]
    low: NotRequired[AdvisedAmount | None]
    median: NotRequired[AdvisedAmount | None]
    high: NotRequired[AdvisedAmount | None]
    floor: NotRequired[AdvisedAmount | None]
    intended_price: NotRequired[Money | None]
    publicity: NotRequired[PublicitySheet | None]


class AuctionAdvice(TypedDict):
    """start ≤ reserve; null where the price is refused or an appraisal is awaited."""

    rules: list[RuleNote]
    limits: list[Note]
    notes: NotRequired[list[Note]]
    missing: NotRequired[list[ValuationPricingModesAnswerMissing]]
    suggested_start_price: NotRequired[AdvisedAmount | None]
    reserve: NotRequired[AdvisedAmount | None]
    stated_start_price: NotRequired[Money | None]


class Bilingual(TypedDict):
    """The same in Chinese and English; where a language was asked for, in that one alone."""

    zh: NotRequired[str]
    en: NotRequired[str]


class CapitalSplit(TypedDict):
    """How a contribution is booked, in units of the currency: the two add up to it."""

    contribution: float
    registered_capital: float
    capital_reserve: float
    currency: str


class EntryFeeAndRoyalty(TypedDict):
    """`entry_fee` + `royalty_present_value` is the median fixed fee; either may have been the one that was given."""

    given: Literal["royalty_rate", "entry_fee"]
    entry_fee: float | None
    royalty_rate: float
    royalty_present_value: float


class EquityAdvice(TypedDict):
    """Shares are fractions of the company after the contribution."""

    rules: list[RuleNote]
    limits: list[Note]
    notes: NotRequired[list[Note]]
    missing: NotRequired[list[ValuationPricingModesAnswerMissing]]
    price_concept: NotRequired[str]
    price_concept_label: Bilingual
    contribution_low: NotRequired[AdvisedAmount | None]
    contribution: NotRequired[AdvisedAmount | None]
    contribution_high: NotRequired[AdvisedAmount | None]
    share: NotRequired[Interval | None]
    share_at_appraisal: NotRequired[float | None]
    team_share: float
    team: NotRequired[Interval | None]
    holder: NotRequired[Interval | None]
    team_at_appraisal: NotRequired[float | None]
    holder_at_appraisal: NotRequired[float | None]
    split: NotRequired[CapitalSplit | None]
    publicity: NotRequired[PublicitySheet | None]


class Equivalents(TypedDict):
    """What equals the fixed fee if the licence runs for `term_years`."""

    term_years: float
    sales_present_value: float
    royalty_alone: Interval
    royalty_alone_of_profit: Interval | None
    entry_fee_and_royalty: list[EntryFeeAndRoyalty]


class ExclusivityFactors(TypedDict):
    """What a licence is worth beside the transfer of the same right."""

    ordinary: NotRequired[float]
    sole: NotRequired[float]
    exclusive: NotRequired[float]
    transfer: NotRequired[float]


class Fee(TypedDict):
    """A fixed fee for one kind of right: low ≤ median ≤ high."""

    exclusivity: str
    factor: float
    label: Bilingual
    low: AdvisedAmount
    median: AdvisedAmount
    high: AdvisedAmount


class Interval(TypedDict):
    """Shares or rates as fractions, at the low end, median and high end of the price."""

    low: float
    median: float
    high: float


class LicenceAdvice(TypedDict):
    """Fees are null where the price is refused, equivalents empty without expected sales."""

    rules: list[RuleNote]
    limits: list[Note]
    notes: NotRequired[list[Note]]
    missing: NotRequired[list[ValuationPricingModesAnswerMissing]]
    exclusivity: str
    exclusivity_label: Bilingual
    fixed_fee: Fee | None
    ladder: list[Fee]
    bands: list[RoyaltyBand]
    bands_version: NotRequired[str]
    assumptions: LicenceAssumptions
    equivalents: list[Equivalents]
    publicity: NotRequired[PublicitySheet | None]


class LicenceAssumptions(TypedDict):
    """What the equivalents were reckoned with, stated or by default (the notes say which)."""

    terms: list[float]
    discount_rate: float
    sales_growth: float
    royalty_decay: float
    years_to_sales: float


class ListingAdvice(TypedDict):
    """floor ≤ suggested list price; null where the price is refused."""

    rules: list[RuleNote]
    limits: list[Note]
    notes: NotRequired[list[Note]]
    missing: NotRequired[list[ValuationPricingModesAnswerMissing]]
    suggested_list_price: NotRequired[AdvisedAmount | None]
    floor: NotRequired[AdvisedAmount | None]
    stated_list_price: NotRequired[Money | None]


class Note(TypedDict):
    """A sentence in both languages under a code that stays."""

    code: str
    zh: NotRequired[str]
    en: NotRequired[str]


class PricingAdvice(TypedDict):
    """Advice for one achievement."""

    audience: Literal["seller", "exchange", "buyer", "public"]
    valuation_date: str
    currency: str
    price_concept: str
    price_concept_label: Bilingual
    published: list[PublishedPrice]
    agreement: NotRequired[AgreementAdvice | None]
    listing: NotRequired[ListingAdvice | None]
    auction: NotRequired[AuctionAdvice | None]
    equity: NotRequired[EquityAdvice | None]
    licence: NotRequired[LicenceAdvice | None]
    notes: NotRequired[list[Note]]
    settings: NotRequired[AdviceSettings | None]
    statement: Bilingual


class PublicitySheet(TypedDict):
    """公示: the name of the result and the intended price, and nothing else, for at least `days` days inside the unit."""

    title: str
    intended_price: Money
    days: int


class PublishedPrice(TypedDict):
    """All that a buyer or the public may see: the name of the result and a price that the seller has made public."""

    kind: Literal["intended", "list", "start"]
    title: str
    price: Money


class RoyaltyBand(TypedDict):
    """`low` to `high` of net sales; `source` and `certainty` say where it comes from."""

    code: str
    label: Bilingual
    low: float
    high: float
    source: Bilingual
    certainty: Literal["S", "V", "K", "A"]


class RuleNote(TypedDict):
    """A rule of law or guidance: a requirement or warning where it applies, information elsewhere."""

    code: str
    standing: Literal["requirement", "warning", "information"]
    applies: bool | None
    exceeded: bool | None
    text: Bilingual
    scope: Bilingual
    source: Bilingual
    certainty: Literal["S", "V", "K", "A"]


class ValuationPricingModesAnswerMissing(TypedDict):
    """A field without which part of the advice cannot be given, and what it is needed for."""

    field: str
    text: Bilingual
