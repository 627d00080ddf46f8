"""What is asked about: an achievement and all that may be said of it. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict


class Achievement(TypedDict):
    """What is to be valued."""

    id: NotRequired[str | None]
    title: NotRequired[str]
    text: str
    keywords: NotRequired[list[str]]
    valuation_date: NotRequired[str | None]
    purpose: NotRequired[str | None]
    scene: NotRequired[str | None]
    achievement_class: NotRequired[str | None]
    contract_type: NotRequired[str | None]
    pricing_mode: NotRequired[str | None]
    technology_field: NotRequired[str | None]
    ip_kind: NotRequired[str | None]
    plan_source: NotRequired[str | None]
    socio_economic_objective: NotRequired[str | None]
    industry: NotRequired[str | None]
    seller_kind: NotRequired[str | None]
    seller_region: NotRequired[str | None]
    buyer_kind: NotRequired[str | None]
    buyer_region: NotRequired[str | None]
    payment_mode: NotRequired[str | None]
    tax_basis: NotRequired[str | None]
    rights: NotRequired[list[Right]]
    terms: NotRequired[Terms | None]
    bundle: NotRequired[Bundle | None]
    conditions: NotRequired[Conditions | None]
    compliance: NotRequired[Compliance | None]
    economics: NotRequired[Economics | None]
    earlier_prices: NotRequired[list[EarlierPrice]]
    evidence: NotRequired[list[Evidence]]
    maturity_evidence: NotRequired[MaturityEvidence | None]
    indicators: NotRequired[list[IndicatorRecord]]
    values_by_evidence: NotRequired[EvidenceRequest | None]
    attributes: NotRequired[dict[str, str | float | bool | None]]
    advice: NotRequired[AdviceRequest | None]
    asking_price: NotRequired[Money | None]
    contract_price: NotRequired[Money | None]
    history: NotRequired[PriceHistory | None]
    listing: NotRequired[Listing | None]


class AdviceRequest(TypedDict):
    """The wish for advice."""

    modes: NotRequired[list[Literal["agreement", "listing", "auction", "equity", "licence"]]]
    intended_price: NotRequired[Money | None]
    start_price: NotRequired[Money | None]
    previous_list_price: NotRequired[Money | None]
    appraised_value: NotRequired[Money | None]
    central_enterprise: NotRequired[bool | None]
    state_established: NotRequired[bool | None]
    pre_money_value: NotRequired[Money | None]
    new_company: NotRequired[bool]
    cash_contribution: NotRequired[Money | None]
    registered_capital: NotRequired[Money | None]
    team_share: NotRequired[float | None]
    annual_sales: NotRequired[Money | None]
    sales_growth: NotRequired[float | None]
    royalty_decay: NotRequired[float | None]
    operating_margin: NotRequired[float | None]
    years_to_sales: NotRequired[float | None]
    term_years: NotRequired[float | None]
    discount_rate: NotRequired[float | None]
    entry_fee: NotRequired[Money | None]
    exclusivity: NotRequired[str | None]
    open_licence: NotRequired[bool | None]


class Bundle(TypedDict):
    """What passes together with the right."""

    know_how: NotRequired[bool | None]
    samples: NotRequired[bool | None]
    equipment: NotRequired[bool | None]
    staff: NotRequired[bool | None]
    support: NotRequired[bool | None]
    improvements: NotRequired[bool | None]


class CommercialProof(TypedDict):
    """The one proof of a step 10-13."""

    document: str
    on: str
    issuer: NotRequired[str | None]
    accepted_by: NotRequired[str | None]
    accepted_on: NotRequired[str | None]
    step: int
    profit_to_investment: NotRequired[float | None]


class Compliance(TypedDict):
    """Declarations on title, procedure, secrecy, export, resources, data and permits."""

    seller_authorised: NotRequired[bool | None]
    service_invention: NotRequired[Literal["no", "yes", "unsettled"] | None]
    frozen: NotRequired[bool | None]
    military_seller: NotRequired[bool | None]
    state_asset: NotRequired[bool | None]
    buyer_abroad: NotRequired[bool | None]
    unit_decision: NotRequired[bool | None]
    publicity_done: NotRequired[bool | None]
    appraisal_done: NotRequired[bool | None]
    related_parties: NotRequired[Literal["none", "approved", "related"] | None]
    export_control: NotRequired[Literal["none", "restricted", "prohibited"] | None]
    import_control: NotRequired[Literal["none", "restricted", "prohibited"] | None]
    controlled_item: NotRequired[bool | None]
    export_licence: NotRequired[Literal["granted", "pending", "refused"] | None]
    secrecy: NotRequired[Literal["none", "internal", "state_secret"] | None]
    secrecy_approval: NotRequired[Literal["granted", "pending", "refused"] | None]
    defence: NotRequired[Literal["none", "involved"] | None]
    defence_approval: NotRequired[Literal["granted", "pending", "refused"] | None]
    human_genetic_resources: NotRequired[Literal["none", "approved", "used"] | None]
    genetic_resources: NotRequired[Literal["none", "lawful", "unlawful", "used"] | None]
    national_project_conditions: NotRequired[Literal["none", "met", "unmet"] | None]
    funder_approval: NotRequired[Literal["granted", "pending", "refused"] | None]
    ethics: NotRequired[Literal["not_needed", "passed", "missing"] | None]
    data: NotRequired[Literal["none", "personal", "important"] | None]
    data_export: NotRequired[Literal["granted", "pending", "refused"] | None]
    generative_ai: NotRequired[bool | None]
    permits: NotRequired[list[Permit] | None]


class Conditions(TypedDict):
    """Conditions tied to funding, secrecy, export, ethics and permits, in words."""

    funding: NotRequired[str | None]
    secrecy: NotRequired[str | None]
    export_control: NotRequired[str | None]
    ethics: NotRequired[str | None]
    permits: NotRequired[str | None]


class Confirmation(TypedDict):
    """One person's confirmation of a level."""

    level: int
    by: str
    on: str
    role: NotRequired[str | None]


class CriticalElement(TypedDict):
    """One critical element: its track, its sector, the version its design now has, and its items."""

    name: str
    track: Literal["hw", "sw", "mixed"]
    sector: NotRequired[Literal["general", "drugs", "devices", "varieties", "process", "aerospace_automotive", "ai"]]
    design_version: str
    items: NotRequired[list[ItemEvidence]]
    reviews: NotRequired[list[LevelReview]]


class EarlierContract(TypedDict):
    """One contract between the same seller and the same buyer."""

    contract_id: NotRequired[str | None]
    title: NotRequired[str]
    price: Money
    on: str


class EarlierListing(TypedDict):
    """One time that the same right was put up."""

    listing_id: NotRequired[str | None]
    price: NotRequired[Money | None]
    on: str


class EarlierPrice(TypedDict):
    """An earlier deal or appraisal of the same right."""

    kind: NotRequired[str | None]
    amount: Money
    on: str


class Economics(TypedDict):
    """Cost so far, cost to come, and the market."""

    rd_cost: NotRequired[Money | None]
    further_outlay: NotRequired[Money | None]
    years_to_market: NotRequired[float | None]
    product: NotRequired[str | None]
    annual_sales: NotRequired[Money | None]
    operating_margin: NotRequired[float | None]
    market_size: NotRequired[Money | None]
    substitutes: NotRequired[str | None]
    forecast: NotRequired[str | None]


class Evidence(TypedDict):
    """One figure behind a flag: the interval's ends, the amount if the unit is wrong, what the text states, an earlier contract or listing."""

    kind: Literal["interval_low", "interval_high", "corrected_amount", "stated_amount", "contract", "listing"]
    amount: NotRequired[float | None]
    currency: NotRequired[str | None]
    id: NotRequired[str | None]
    on: NotRequired[str | None]
    quote: NotRequired[str | None]


class EvidenceRequest(TypedDict):
    """What is asked of the scores beyond themselves."""

    total: NotRequired[bool]
    prizes: NotRequired[list[str]]


class ExpertGrade(TypedDict):
    """One expert's grade of one indicator, read along its anchors: 1 stands at 0, 5 at 100; of a risk, 5 is the greatest."""

    expert_id: str
    grade: int


class IndicatorRecord(TypedDict):
    """One indicator with its evidence."""

    value: NotRequired[float | str | None]
    unit: NotRequired[str | None]
    part: NotRequired[str | None]
    source: NotRequired[str | None]
    published: NotRequired[str | None]
    code: str
    on: NotRequired[str | None]
    evidence_id: NotRequired[str | None]
    evidence_grade: NotRequired[Literal["A", "B", "C", "D"] | None]
    checked_by: NotRequired[str | None]
    anchor: NotRequired[Literal[0, 25, 50, 75, 100] | None]
    grades: NotRequired[list[ExpertGrade]]
    further: NotRequired[list[Measure]]
    from_this_contract: NotRequired[bool | None]


class ItemEvidence(TypedDict):
    """How one item stands."""

    item: str
    state: Literal["present", "missing", "n_a", "disputed"]
    reason: NotRequired[str | None]
    proofs: NotRequired[list[Proof]]
    superseded_by: NotRequired[str | None]


class LevelReview(TypedDict):
    """A person's decision that a level may stand although two of its items do not apply."""

    level: int
    by: str
    on: str
    reason: str


class Listing(TypedDict):
    """Where the exchange stands: ids travel along and come back with the valuation."""

    listing_id: str
    version: NotRequired[int | None]
    state: NotRequired[str | None]


class MaturityEvidence(TypedDict):
    """What is submitted for one achievement."""

    elements: list[CriticalElement]
    commercial: NotRequired[list[CommercialProof]]
    agreed_profit_share: NotRequired[float]
    confirmed: NotRequired[Confirmation | None]


class Measure(TypedDict):
    """One measured value, or one state, of an indicator."""

    value: NotRequired[float | str | None]
    unit: NotRequired[str | None]
    part: NotRequired[str | None]
    source: NotRequired[str | None]
    published: NotRequired[str | None]


class Money(TypedDict):
    """A positive amount in units of its currency (元, not 万元; dollars, not thousands)."""

    amount: float
    currency: NotRequired[str]


class Permit(TypedDict):
    """A permit that the product needs before it is marketed (准入许可); `none`: needed and not yet asked for."""

    kind: Literal["drug", "medical_device", "pesticide", "veterinary_drug", "crop_variety", "gmo", "other"]
    state: NotRequired[Literal["granted", "applied", "none"] | None]
    number: NotRequired[str | None]


class PriceHistory(TypedDict):
    """The past of a right and of two parties, as the exchange or the registration office knows it."""

    listings: NotRequired[list[EarlierListing]]
    contracts: NotRequired[list[EarlierContract]]


class Proof(TypedDict):
    """A proof of a checklist item, of one version of the design."""

    document: str
    on: str
    issuer: NotRequired[str | None]
    accepted_by: NotRequired[str | None]
    accepted_on: NotRequired[str | None]
    version: str
    source: NotRequired[Literal["own", "witnessed", "independent", "user", "accredited", "statutory"]]
    related_party: NotRequired[bool]


class Right(TypedDict):
    """One right of the achievement (专利、软著、技术秘密 …)."""

    ip_kind: NotRequired[str | None]
    number: NotRequired[str | None]
    status: NotRequired[str | None]
    filed: NotRequired[str | None]
    granted: NotRequired[str | None]
    remaining_years: NotRequired[float | None]
    owners: NotRequired[list[str]]
    co_owner_consent: NotRequired[bool | None]
    pledged: NotRequired[bool | None]
    existing_licences: NotRequired[str | None]
    disputed: NotRequired[bool | None]
    pledgee_consent: NotRequired[bool | None]
    frozen: NotRequired[bool | None]
    licensed_as: NotRequired[Literal["none", "open", "ordinary", "sole", "exclusive"] | None]
    licence_overlap: NotRequired[bool | None]


class Terms(TypedDict):
    """The terms on which the right would pass."""

    territory: NotRequired[str | None]
    field_of_use: NotRequired[str | None]
    exclusivity: NotRequired[str | None]
    sublicence: NotRequired[bool | None]
    term_years: NotRequired[float | None]
