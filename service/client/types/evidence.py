"""What evidence bears out: the five values, the maturity gate, the rights gate. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from service.client.types.advice import Bilingual, Note


class Agreement(TypedDict):
    """What the experts gave."""

    experts: int
    median: float
    lowest: int
    highest: int


class Document(TypedDict):
    """A document, and who issues it."""

    code: str
    topic: str
    zh: NotRequired[str]
    en: NotRequired[str]
    source: Bilingual
    certainty: Literal["S", "V", "K", "A"]
    rights: NotRequired[list[int]]
    permits: NotRequired[list[int]]
    issuer: Bilingual
    required: bool


class ElementLevel(TypedDict):
    """One critical element: the least of its tracks."""

    name: str
    sector: str
    sector_label: Bilingual
    level: int | None
    tracks: list[TrackLevel]


class EvidenceValues(TypedDict):
    """The values by evidence."""

    achievement_class: str | None
    technology_field: str | None
    on: str
    scientific: ValueScore
    technical: ValueScore
    economic: ValueScore
    social: ValueScore
    cultural: ValueScore
    social_and_cultural: ValueScore
    transfer_potential: ValueScore
    shapes: list[Shape]
    total: NotRequired[Total | None]
    unscored: NotRequired[list[IndicatorUnscored]]
    reason: NotRequired[Note | None]
    prizes: NotRequired[list[str]]
    versions: NotRequired[EvidenceVersions]
    comparable: NotRequired[Bilingual]
    statement: NotRequired[Bilingual]


class EvidenceVersions(TypedDict):
    """The versions of everything of our own that a score rests on."""

    indicators: NotRequired[str]
    anchors: NotRequired[str]
    weights: NotRequired[str]
    evidence_caps: NotRequired[str]


class Finding(TypedDict):
    """What a rule says of the deal."""

    code: str
    topic: str
    zh: NotRequired[str]
    en: NotRequired[str]
    source: Bilingual
    certainty: Literal["S", "V", "K", "A"]
    rights: NotRequired[list[int]]
    permits: NotRequired[list[int]]


class IndicatorUnscored(TypedDict):
    """A record that was given and does not count, with the reason."""

    code: str
    label: Bilingual
    evidence_id: str | None
    reason: Note


class IndicatorUsed(TypedDict):
    """One indicator that counts: the anchor it stands at, the cap of its evidence, and its points in the value."""

    code: str
    label: Bilingual
    unit: Bilingual
    role: Literal["weighted", "deduction", "veto"]
    weight: float
    anchor: int
    anchor_text: Bilingual
    anchor_by: Literal["experts", "appraiser", "value"]
    value_anchor: int | None
    adapted_to: str | None
    evidence_grade: Literal["A", "B", "C", "D"]
    cap: int
    score: int
    points: float
    experts: Agreement | None
    value: float | str | None
    counted: str | None
    on: str | None
    evidence_id: str | None
    checked_by: str | None


class ItemStanding(TypedDict):
    """One item of an element's checklist."""

    code: str
    level: int
    text: Bilingual
    unsure: bool
    state: str
    reason: str | None
    superseded_by: str | None
    met: bool
    why: Note | None


class LearnedEstimate(TypedDict):
    """What experts would score, as a model estimates it: 0-100 with its 90 % interval."""

    score: float
    low: float
    high: float
    weight: NotRequired[Literal[0]]
    note: NotRequired[Bilingual]


class LevelConfirmed(TypedDict):
    """What a person confirmed."""

    level: int | None
    name: Bilingual
    stage: str | None
    stage_name: Bilingual | None
    by: str
    on: str
    role: str | None


class LevelEvidence(TypedDict):
    """The level of the whole: the least of its critical elements, never a mean."""

    level: int | None
    name: Bilingual
    stage: str | None
    stage_name: Bilingual | None
    limiting: list[str]
    elements: list[ElementLevel]


class LevelText(TypedDict):
    """Technology readiness by a model, 1-9."""

    level: int
    name: Bilingual
    expected: float
    probabilities: dict[str, float]


class MaturityGate(TypedDict):
    """The answer for one achievement."""

    version: str
    valuation_date: str
    level_text: LevelText | None
    level_evidence: LevelEvidence
    level_confirmed: LevelConfirmed | None
    extended: Scale
    missing_for_next: list[ValuationMaturityGateAnswerMissing]
    warnings: list[Note]
    basis: Bilingual


class OpenQuestion(TypedDict):
    """A fact that is missing."""

    code: str
    topic: str
    zh: NotRequired[str]
    en: NotRequired[str]
    source: Bilingual
    certainty: Literal["S", "V", "K", "A"]
    rights: NotRequired[list[int]]
    permits: NotRequired[list[int]]
    could: NotRequired[list[str]]


class RightsGate(TypedDict):
    """The answer for one achievement."""

    verdict: Literal["clear", "conditions", "unknown", "stop"]
    stops: NotRequired[list[Finding]]
    conditions: NotRequired[list[Finding]]
    documents: NotRequired[list[Document]]
    questions: NotRequired[list[OpenQuestion]]
    info: NotRequired[list[Finding]]
    rules_version: str
    reviewed_on: str
    statement: Bilingual


class Scale(TypedDict):
    """A place on a scale: a number, its name and its stage; null below level 1."""

    level: int | None
    name: Bilingual
    stage: str | None
    stage_name: Bilingual | None


class Shape(TypedDict):
    """The scores in one shape."""

    name: str
    label: Bilingual
    note: Bilingual
    scores: list[ShownScore]


class ShownPrice(TypedDict):
    """The model's median price, shown beside the economic value and never read by it."""

    amount: float
    currency: str
    price_concept: str
    weight: NotRequired[Literal[0]]
    note: NotRequired[Bilingual]


class ShownScore(TypedDict):
    """One score as a shape shows it; the value of that name in the answer says the rest."""

    name: str
    label: Bilingual
    score: float | None
    low: float | None
    high: float | None
    coverage: float


class TextSignal(TypedDict):
    """文本倾向: the probability, from the text, that this is the value the achievement is mainly about."""

    probability: float
    weight: NotRequired[Literal[0]]
    note: NotRequired[Bilingual]


class Total(TypedDict):
    """A total with its bounds and its sensitivity to the weights; null with a reason where the evidence is too thin."""

    achievement_class: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    weights: dict[str, float]
    weights_version: NotRequired[str]
    sensitivity: NotRequired[list[WeightSensitivity]]
    lowest: NotRequired[float | None]
    highest: NotRequired[float | None]
    reason: NotRequired[Note | None]
    note: NotRequired[Bilingual]


class TrackLevel(TypedDict):
    """One track of an element: its level is the last up to which nothing is missing; null below level 1."""

    track: Literal["hw", "sw"]
    level: int | None
    items: list[ItemStanding]


class ValueScore(TypedDict):
    """One value."""

    name: str
    label: Bilingual
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    missing: list[str]
    weights_version: NotRequired[str]
    reason: NotRequired[Note | None]
    indicators: NotRequired[list[IndicatorUsed]]
    unscored: NotRequired[list[IndicatorUnscored]]
    estimate: NotRequired[LearnedEstimate | None]
    signal: NotRequired[TextSignal | None]
    model_price: NotRequired[ShownPrice | None]


class WeightSensitivity(TypedDict):
    """One value's weight, and the total with that weight changed by half."""

    value: str
    label: Bilingual
    weight: float
    total_at_half: float
    total_at_half_more: float


class ValuationMaturityGateAnswerMissing(TypedDict):
    """One thing that the next level or step lacks."""

    code: str
    element: str | None
    track: Literal["hw", "sw"] | None
    level: int
    text: Bilingual
    example: Bilingual
    unsure: NotRequired[bool]
    why: Note
