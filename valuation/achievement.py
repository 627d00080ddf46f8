"""The achievement to be valued: what an appraiser has in hand before the deal, all optional but the text.

Coded fields take a code of the national technology-contract registration or its Chinese or English label (`codes.py`). Other facts go
into `attributes` under the names of the source that the model learned from. What only the deal itself reveals, and whatever was computed from
its price, is refused by name (`deny_list.py`); an asking price enters after the model, as a comparison.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from valuation.catalogue import say
from valuation.codes import CodeList
from valuation.day import Day
from valuation.deny_list import LONGEST_NAME, refuse_denied
from valuation.field_error import FieldError
from valuation.listing import Listing
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.money import Money
from valuation.price_check.history import PriceHistory
from valuation.pricing_modes.request import AdviceRequest
from valuation.record import CODED_FIELDS, Record, code_list_of
from valuation.rights_gate.compliance import Compliance
from valuation.value_evidence.indicator_record import IndicatorRecord
from valuation.value_evidence.request import EvidenceRequest, one_record_each

Fact = str | float | bool | None

PLAIN_FIELDS = ("tax_basis", "scene", "purpose")
_SCALARS = (*(name for name in CODED_FIELDS if name != "exclusivity"), *PLAIN_FIELDS)
_scalars = attrgetter(*_SCALARS)


def _allowed(attributes: dict[str, Fact]) -> dict[str, Fact]:
    """The attributes, those that have a code list by their codes, as a table's column of that name is read."""
    coded = [(name, codes) for name in attributes if (codes := _list_of(name)) is not None and attributes[name] not in (None, "")]
    if not coded:
        return attributes
    return attributes | {name: codes.resolve(str(attributes[name]), field=f"attributes.{name}") for name, codes in coded}


@lru_cache(maxsize=8192)
def _list_of(name: str) -> CodeList | None:
    """The code list of an attribute's values; FieldError for a name that no attribute may have. A source's names are few: each is looked at once."""
    if len(name) > LONGEST_NAME:
        raise FieldError("attributes", name, say("fields.name_too_long", length=len(name)), say("fields.shorten_name", most=LONGEST_NAME))
    refuse_denied(name)
    if name in Achievement.model_fields:
        raise FieldError(f"attributes.{name}", name, say("fields.own_field", name=name), say("fields.beside_attributes"))
    return code_list_of(name)


class Right(Record):
    """One right of the achievement (专利、软著、技术秘密 …)."""

    ip_kind: str | None = None
    number: str | None = None
    status: str | None = Field(default=None, description="applied, granted, lapsed … as the register says")
    filed: Day | None = None
    granted: Day | None = None
    remaining_years: float | None = Field(default=None, ge=0, le=200)
    owners: tuple[str, ...] = ()
    co_owner_consent: bool | None = None
    pledged: bool | None = None
    existing_licences: str | None = None
    disputed: bool | None = None
    pledgee_consent: bool | None = None
    frozen: bool | None = Field(default=None, description="under court preservation, seizure or freezing")
    licensed_as: Literal["none", "open", "ordinary", "sole", "exclusive"] | None = Field(default=None, description="the strongest licence granted so far")
    licence_overlap: bool | None = Field(default=None, description="an earlier exclusive or sole licence covers the territory, field and time of this deal")


class Terms(Record):
    """The terms on which the right would pass."""

    territory: str | None = None
    field_of_use: str | None = None
    exclusivity: str | None = None
    sublicence: bool | None = None
    term_years: float | None = Field(default=None, gt=0, le=100)


class Bundle(Record):
    """What passes together with the right."""

    know_how: bool | None = None
    samples: bool | None = None
    equipment: bool | None = None
    staff: bool | None = None
    support: bool | None = None
    improvements: bool | None = None


class Conditions(Record):
    """Conditions tied to funding, secrecy, export, ethics and permits, in words."""

    funding: str | None = None
    secrecy: str | None = None
    export_control: str | None = None
    ethics: str | None = None
    permits: str | None = None


class Economics(Record):
    """Cost so far, cost to come, and the market."""

    rd_cost: Money | None = None
    further_outlay: Money | None = None
    years_to_market: float | None = Field(default=None, ge=0, le=100)
    product: str | None = None
    annual_sales: Money | None = None
    operating_margin: float | None = Field(default=None, ge=-10, le=1, description="fraction of sales")
    market_size: Money | None = None
    substitutes: str | None = None
    forecast: str | None = None


class EarlierPrice(Record):
    """An earlier deal or appraisal of the same right."""

    kind: str | None = None
    amount: Money
    on: Day


class Evidence(Record):
    """Tests, novelty search and user proofs, by technical element."""

    element: str | None = None
    kind: str | None = None
    reference: str | None = None
    on: Day | None = None


class Achievement(Record):
    """What is to be valued."""

    id: str | None = Field(default=None, max_length=200, description="the caller's own identifier, returned as given")
    title: str = Field(default="", max_length=2_000)
    text: str = Field(max_length=200_000, description="abstract or description; may be empty where a register has none")
    keywords: tuple[str, ...] = ()
    valuation_date: Day | None = Field(default=None, description="基准日; the call's own where absent")
    purpose: str | None = None
    scene: str | None = None
    achievement_class: str | None = None
    contract_type: str | None = None
    pricing_mode: str | None = None
    technology_field: str | None = None
    ip_kind: str | None = None
    plan_source: str | None = None
    socio_economic_objective: str | None = None
    industry: str | None = Field(default=None, max_length=100, description="sector of GB/T 4754-2017: section, division, class or name")
    seller_kind: str | None = None
    seller_region: str | None = Field(default=None, max_length=100, description="province by GB/T 2260: code of any length, name, or city; abroad (境外)")
    buyer_kind: str | None = None
    buyer_region: str | None = Field(default=None, max_length=100, description="province by GB/T 2260: code of any length, name, or city; abroad (境外)")
    payment_mode: str | None = None
    tax_basis: str | None = Field(default=None, max_length=100, description="VAT basis of the price asked for")
    rights: tuple[Right, ...] = ()
    terms: Terms | None = None
    bundle: Bundle | None = None
    conditions: Conditions | None = None
    compliance: Compliance | None = Field(default=None, description="declarations for the rights gate; {} asks for its whole answer, sentences and sources")
    economics: Economics | None = None
    earlier_prices: tuple[EarlierPrice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    maturity_evidence: MaturityEvidence | None = Field(default=None, description="proofs for the maturity gate, by critical element")
    indicators: Annotated[tuple[IndicatorRecord, ...], AfterValidator(one_record_each)] = Field(
        default=(), max_length=67, description="evidence of the five values, one record an indicator; never an input to the price"
    )
    values_by_evidence: EvidenceRequest | None = Field(default=None, description="what is asked of the scores beyond themselves: a total, prizes to show")
    attributes: Annotated[dict[str, Fact], AfterValidator(_allowed)] = Field(
        default_factory=dict, description="further facts under the names of the model's source; see /v1/model"
    )
    advice: AdviceRequest | None = Field(default=None, description="ask for pricing advice; {} asks for the modes that the achievement points to")
    asking_price: Money | None = Field(default=None, description="compared with the estimate afterwards; never an input to it")
    contract_price: Money | None = Field(default=None, description="the price of a contract at 认定登记; checked afterwards, never an input to the estimate")
    history: PriceHistory | None = Field(default=None, description="earlier listings of the right and contracts of the parties, for the price check alone")
    listing: Listing | None = None

    def facts(self) -> dict[str, Fact]:
        """Every scalar fact under the name by which models know it: coded fields, terms, counts of rights, then the attributes."""
        facts: dict[str, Fact] = {name: value for name, value in zip(_SCALARS, _scalars(self), strict=True) if value is not None}
        if self.terms is not None:
            facts |= self.terms.model_dump()
        if self.bundle is not None:
            facts |= {f"bundle_{name}": value for name, value in self.bundle.model_dump().items()}
        if self.rights:
            facts["right_count"] = float(len(self.rights))
            remaining = [right.remaining_years for right in self.rights if right.remaining_years is not None]
            facts["remaining_years"] = max(remaining, default=None)
        if self.economics is not None:
            facts |= {"years_to_market": self.economics.years_to_market, "operating_margin": self.economics.operating_margin}
        facts |= self.attributes
        return {name: value for name, value in facts.items() if value is not None} if None in facts.values() else facts
