"""Everything else: calls, the model, its state, the Open Inference Protocol, problems. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from service.client.types.achievement import Achievement
from service.client.types.advice import Bilingual
from service.client.types.valuation import InputError


class DataInfo(TypedDict):
    """One source that the bundle learned from: its name, rows used, the digest of the table and the span of its dates."""

    source: str
    description: NotRequired[str]
    licence: NotRequired[str]
    rows: int
    sha256: str
    first: str | None
    last: str | None


class DataWindow(TypedDict):
    """First and last day of the contracts learned from."""

    first: str
    last: str


class DescribedAttribute(TypedDict):
    """A fact that the bundle reads; coded examples come with their labels."""

    name: str
    kind: Literal["category", "number"]
    known_at: Literal["listing", "deal"]
    label: Bilingual
    examples: list[str]
    example_labels: list[Bilingual]


class DescribedHead(TypedDict):
    """A head as the manifest has it, with what its answer means in both languages."""

    sources: list[str]
    rows: int
    meaning: str
    meaning_label: Bilingual


class InferenceCall(TypedDict):
    """Columns of achievements, 1 to 1,024 rows."""

    id: NotRequired[str | None]
    inputs: list[InferenceTensor]
    outputs: NotRequired[list[WantedTensor]]


class InferenceResult(TypedDict):
    """Columns of predictions, one row per achievement, in order."""

    model_name: str
    model_version: str
    id: NotRequired[str | None]
    outputs: list[InferenceTensor]


class InferenceTensor(TypedDict):
    """One column: strings are BYTES, numbers FP64 or INT64, null where nothing is said."""

    name: str
    shape: list[int]
    datatype: str
    data: list[Any]


class Limits(TypedDict):
    """Where the bundle refuses to answer."""

    first_year: float
    last_year: float
    familiarity: float
    unknown_tokens: float
    level_deviation: NotRequired[float | None]


class Live(TypedDict):
    """The event loop answers and the scoring loop works."""

    status: NotRequired[Literal["live"]]


class ModelMetadata(TypedDict):
    """What the model takes and answers."""

    name: str
    versions: list[str]
    platform: str
    inputs: list[TensorMetadata]
    outputs: list[TensorMetadata]


class ModelReady(TypedDict):
    """The same of the model by its name."""

    name: NotRequired[str]
    ready: NotRequired[bool]


class PriceHead(TypedDict):
    """The price head: which kind of amount, in which currency; never several of them in one bundle."""

    sources: list[str]
    rows: int
    meaning: str
    concept: str
    concept_zh: str
    concept_en: str
    currency: str
    tax_basis: NotRequired[str]
    first: str
    last: str
    calibrated_on: str


class ProblemBody(TypedDict):
    """The body of a problem, as documented in OpenAPI."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: NotRequired[list[InputError]]
    request_id: NotRequired[str]
    error: NotRequired[str]


class Ready(TypedDict):
    """The bundle is loaded, passes its self-test, and can score; what is scored can be recorded."""

    status: NotRequired[Literal["ready"]]
    model: str
    version: str


class RefusedModel(TypedDict):
    """A bundle that should answer and must not; the one before it goes on."""

    version: str | None
    why: Literal["unreachable", "bundle", "storage", "unexpected"]
    reason: str
    since: str


class Reloaded(TypedDict):
    """What a look at the champion folder came to, in the process that answered."""

    outcome: Literal["unchanged", "taken_over", "refused"]
    version: str
    refused: RefusedModel | None
    workers: int
    note: Bilingual


class ServedModel(TypedDict):
    """The model that answers, and what would answer in its place."""

    name: str
    version: str
    sha256: str
    simulated: bool
    price_concept: str | None
    currency: str | None
    created: str | None
    languages: list[str]
    price_concept_label: Bilingual | None
    price: PriceHead | None
    price_meaning: Bilingual | None
    maturity: DescribedHead | None
    scores: dict[str, DescribedHead]
    signals: dict[str, DescribedHead]
    attributes: list[DescribedAttribute]
    data: list[DataInfo]
    data_window: DataWindow | None
    limits: Limits
    limits_sentence: Bilingual
    watching: bool
    refused: RefusedModel | None
    challenger: str | None


class ServerLive(TypedDict):
    """The event loop answers and the scoring loop works."""

    live: NotRequired[bool]


class ServerMetadata(TypedDict):
    """Who answers."""

    name: NotRequired[str]
    version: str
    extensions: NotRequired[list[str]]


class ServerReady(TypedDict):
    """The bundle is loaded, passed its self-test, and can score."""

    ready: NotRequired[bool]


class Start(TypedDict):
    """The routes of this service."""

    service: str
    value: NotRequired[str]
    model: NotRequired[str]
    openapi: NotRequired[str]
    health: NotRequired[str]
    access: str


class TensorMetadata(TypedDict):
    """A tensor without its data; -1 stands for the number of rows."""

    name: str
    datatype: str
    shape: list[int]


class ValuationCall(TypedDict):
    """Achievements to value."""

    achievements: list[Achievement]
    valuation_date: NotRequired[str | None]
    audience: NotRequired[Literal["seller", "exchange", "buyer", "public"] | None]


class WantedTensor(TypedDict):
    """An output that is asked for."""

    name: str
