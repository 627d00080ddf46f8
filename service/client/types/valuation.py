"""Valuations, as they are answered. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from service.client.types.achievement import Evidence, Listing
from service.client.types.advice import Bilingual, Note, PricingAdvice
from service.client.types.evidence import EvidenceValues, MaturityGate, RightsGate


class AnomalyFlag(TypedDict):
    """Why a person should look at the price."""

    code: Literal["far_outside_interval", "text_amount_disagrees", "split_contracts", "serial_relisting"]
    zh: NotRequired[str]
    en: NotRequired[str]
    evidence: NotRequired[list[Evidence]]
    false_alarm_rate: float | None


class DealTerms(TypedDict):
    """Terms of deals of the narrowest segment that was counted; an empty name stands for all."""

    contract_type: str
    contract_type_label: Bilingual | None
    seller_kind: str
    seller_kind_label: Bilingual | None
    deals: int
    without_cash_price: float
    shares: list[TermsShare]
    version: str


class FiveScores(TypedDict):
    """The five values as estimates of expert scores; null where `absent` says why."""

    scientific: NotRequired[ScoreEstimate | None]
    technical: NotRequired[ScoreEstimate | None]
    economic: NotRequired[ScoreEstimate | None]
    social: NotRequired[ScoreEstimate | None]
    cultural: NotRequired[ScoreEstimate | None]


class FiveSignals(TypedDict):
    """Class probabilities from text: which value the achievement is mainly about, not how high it is."""

    scientific: NotRequired[float | None]
    technical: NotRequired[float | None]
    economic: NotRequired[float | None]
    social: NotRequired[float | None]
    cultural: NotRequired[float | None]
    basis: NotRequired[Literal["text_signal"]]


class Hint(TypedDict):
    """A suggestion for a person: the text speaks of what this item asks for."""

    item: str
    text: Bilingual
    cue: str
    clause: str


class InputError(TypedDict):
    """One thing that is wrong with the input."""

    pointer: str
    value: NotRequired[str]
    detail: str
    fix: str


class MaturityEstimate(TypedDict):
    """The same as the model's own answer, which says that it is no more than the text's."""

    level: int
    name: Bilingual
    expected: float
    probabilities: dict[str, float]
    basis: NotRequired[Literal["level_text"]]


class ModelStamp(TypedDict):
    """Which model answered."""

    name: str
    version: str
    sha256: str
    simulated: bool
    price_concept: str | None
    currency: str | None


class PriceCheck(TypedDict):
    """Where a price stands in the estimated distribution, and what about it should be looked at; made after the model, never an input to it."""

    percentile: float | None
    anomaly: bool | None
    note: Bilingual
    flags: NotRequired[list[AnomalyFlag]]
    thresholds_version: str
    false_alarm_rate: float


class PriceEstimate(TypedDict):
    """A price interval."""

    point: float
    quantiles: PriceQuantiles
    low: float
    high: float
    currency: str
    unit: str
    price_concept: str
    price_concept_label: Bilingual
    sigma_log: float
    spread_factor: float
    confidence_level: int
    confidence_bins: str


class PriceQuantiles(TypedDict):
    """Amounts below which 5, 10 … 95 % of comparable contracts are expected."""

    p05: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float


class Reason(TypedDict):
    """Why something is not answered."""

    code: str
    zh: NotRequired[str]
    en: NotRequired[str]


class ResultBasis(TypedDict):
    """Null where the bundle states no prices."""

    kind: NotRequired[Bilingual]
    valuation_date: str | None
    price_concept: NotRequired[str | None]
    price_concept_label: NotRequired[Bilingual | None]
    currency: NotRequired[str | None]
    unit: NotRequired[str | None]
    tax_basis: NotRequired[str | None]
    tax_basis_label: NotRequired[Bilingual | None]


class RightsCodes(TypedDict):
    """The same in codes alone, a few hundred bytes instead of some thousands: for lists, sweeps and whoever holds the sentences already."""

    verdict: Literal["clear", "conditions", "unknown", "stop"]
    stops: NotRequired[list[str]]
    conditions: NotRequired[list[str]]
    required_documents: NotRequired[list[str]]
    questions: NotRequired[list[str]]
    rules_version: str


class ScoreEstimate(TypedDict):
    """An estimate of what experts would score, 0-100, with its 90 % interval."""

    score: float
    low: float
    high: float
    basis: NotRequired[Literal["expert_score_estimate"]]


class TermsShare(TypedDict):
    """One kind of terms and its share of the deals, 0-1."""

    terms: str
    label: Bilingual
    share: float


class Valuation(TypedDict):
    """The answer for one achievement."""

    id: str | None
    listing: NotRequired[Listing | None]
    status: Literal["valued", "refused", "invalid"]
    reason: NotRequired[Reason | None]
    errors: NotRequired[list[InputError]]
    valuation_date: NotRequired[str | None]
    audience: NotRequired[Literal["seller", "exchange", "buyer", "public"] | None]
    simulated: bool
    price: NotRequired[PriceEstimate | None]
    maturity: NotRequired[MaturityEstimate | None]
    values: NotRequired[FiveScores | None]
    signals: NotRequired[FiveSignals | None]
    dominant: NotRequired[str | None]
    absent: NotRequired[dict[str, Reason]]
    asking_price: NotRequired[PriceCheck | None]
    contract_price: NotRequired[PriceCheck | None]
    maturity_hints: NotRequired[list[Hint]]
    maturity_gate: NotRequired[MaturityGate | None]
    evidence_values: NotRequired[EvidenceValues | None]
    deal_terms: NotRequired[DealTerms | None]
    rights: NotRequired[RightsCodes | None]
    rights_gate: NotRequired[RightsGate | None]
    advice: NotRequired[PricingAdvice | None]
    ignored_attributes: NotRequired[list[str]]
    missing_attributes: NotRequired[list[str]]
    basis: ResultBasis
    assumptions: NotRequired[list[Note]]
    limits: list[Note]
    statement: Bilingual


class Valuations(TypedDict):
    """The answer to a call: one valuation per achievement, in order."""

    valuations: list[Valuation]
    model: ModelStamp
    record: str
