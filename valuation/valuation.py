"""The valuation: what is answered for one achievement. A statistical price estimate (统计价格参考), never an appraisal conclusion.

Amounts are in units of the currency (元, not 万元). A head that does not answer is null and `absent` says why; `value: null` with a
reason is an answer, not an error.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from valuation.advice import PricingAdvice
from valuation.answer_part import AnswerPart
from valuation.audience import Audience
from valuation.bilingual import Bilingual
from valuation.deal_terms import DealTerms
from valuation.estimate import FiveScores, FiveSignals, MaturityEstimate, PriceEstimate
from valuation.listing import Listing
from valuation.maturity_gate.answer import MaturityGate
from valuation.maturity_hints.hints import Hint
from valuation.note import Note
from valuation.price_check.check import PriceCheck
from valuation.refusal import Refusal
from valuation.result_basis import ResultBasis
from valuation.rights_gate.answer import RightsCodes, RightsGate
from valuation.value_evidence.scoring import EvidenceValues


class Reason(Note):
    """Why something is not answered. `code` is stable: branch on it, show the sentences."""

    @classmethod
    def of(cls, refusal: Refusal) -> Reason:
        """The reason of a model's refusal."""
        return cls.said(f"refusal.{refusal.value}")


class InputError(AnswerPart):
    """One thing that is wrong with the input."""

    pointer: str = Field(description="JSON pointer (RFC 6901) into the request body")
    value: str = Field(default="", description="what stood there, shortened to 80 characters")
    detail: str
    fix: str


class ModelStamp(AnswerPart):
    """Which model answered. `version` is the start of `sha256`, the digest of the whole bundle."""

    name: str
    version: str
    sha256: str
    simulated: bool = Field(description="true: learned from simulated contracts; its prices are for demonstration only")
    price_concept: str | None
    currency: str | None


class Valuation(AnswerPart):
    """The answer for one achievement."""

    id: str | None = Field(description="as given")
    listing: Listing | None = Field(default=None, description="as given")
    status: Literal["valued", "refused", "invalid"]
    reason: Reason | None = Field(default=None, description="why a refused achievement is not valued")
    errors: tuple[InputError, ...] = Field(default=(), description="what is wrong with an invalid achievement")
    valuation_date: date | None = Field(default=None, description="基准日")
    audience: Audience | None = Field(default=None, description="for whom the answer is: a buyer or the public sees no price estimate, floor or reserve")
    simulated: bool
    price: PriceEstimate | None = None
    maturity: MaturityEstimate | None = None
    values: FiveScores | None = None
    signals: FiveSignals | None = None
    dominant: str | None = Field(default=None, description="the value with the highest signal; null with fewer than two signals")
    absent: dict[str, Reason] = Field(default={}, description="price, maturity, values, signals, advice, or one value (`values.social`) → why it is null")
    asking_price: PriceCheck | None = Field(default=None, description="where an asking price was given")
    contract_price: PriceCheck | None = Field(default=None, description="where the price of a contract was given")
    maturity_hints: tuple[Hint, ...] = Field(default=(), description="where the text speaks of a proof; a hint accepts nothing and moves no level")
    maturity_gate: MaturityGate | None = Field(default=None, description="the level that proofs bear out, where maturity evidence was given")
    evidence_values: EvidenceValues | None = Field(default=None, description="the five values by evidence, where indicator records were given")
    deal_terms: DealTerms | None = Field(default=None, description="how often deals of this kind have no cash price, where the bundle was told the terms")
    rights: RightsCodes | None = Field(default=None, description="what stops the deal and what it takes, in codes; null for an invalid item")
    rights_gate: RightsGate | None = Field(default=None, description="the same with sentences and sources, where `compliance` was given")
    advice: PricingAdvice | None = Field(default=None, description="where the achievement asked for it")
    ignored_attributes: tuple[str, ...] = Field(default=(), description="facts given that this model does not read")
    missing_attributes: tuple[str, ...] = Field(default=(), description="facts this model reads that were not given")
    basis: ResultBasis = Field(description="what the amounts are: kind of amount, 基准日, currency, unit, tax basis")
    assumptions: tuple[Note, ...] = Field(default=(), description="what was assumed for this answer")
    limits: tuple[Note, ...] = Field(description="what this answer is not for")
    statement: Bilingual


class Valuations(AnswerPart):
    """The answer to a call: one valuation per achievement, in order."""

    valuations: tuple[Valuation, ...]
    model: ModelStamp
    record: str = Field(description="under which the answer is recorded; the n-th valuation is known as `<record>.<n>`, from 0")
