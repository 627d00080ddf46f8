"""What `GET /v1/model` says of a bundle: enough to judge an answer by, nothing of its inside."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.manifest import AttributeInfo, DataInfo, HeadInfo, Limits, Manifest, PriceHead
from service.answers import model_stamp
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.codes import CodeList
from valuation.features import category
from valuation.record import code_list_of
from valuation.valuation import ModelStamp

LIMITS_SENTENCE = say("model.limits")
SERVED_AS = "valuation"
"""What the Open Inference Protocol calls the model of this service, whichever bundle it is."""


class DataWindow(BaseModel):
    """First and last day of the contracts learned from."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date


class DescribedAttribute(BaseModel):
    """A fact that the bundle reads; coded examples come with their labels."""

    model_config = ConfigDict(frozen=True)

    name: str
    kind: Literal["category", "number"]
    known_at: Literal["listing", "deal"]
    label: Bilingual
    examples: tuple[str, ...]
    example_labels: tuple[Bilingual, ...] = Field(description="of the examples, in their order; empty where they are no codes of a registration list")


class DescribedHead(HeadInfo):
    """A head as the manifest has it, with what its answer means in both languages."""

    meaning_label: Bilingual

    @classmethod
    def of(cls, head: HeadInfo | None, kind: str) -> DescribedHead | None:
        """The head with what the catalogue says of its kind."""
        if head is None:
            return None
        return cls(sources=head.sources, rows=head.rows, meaning=head.meaning, meaning_label=say(f"meaning.{kind}"))


class ModelIdentity(ModelStamp):
    """The model that answers."""

    created: str | None
    languages: tuple[str, ...]
    price_concept_label: Bilingual | None
    price: PriceHead | None
    price_meaning: Bilingual | None
    maturity: DescribedHead | None
    scores: dict[str, DescribedHead]
    signals: dict[str, DescribedHead]
    attributes: tuple[DescribedAttribute, ...]
    data: tuple[DataInfo, ...]
    data_window: DataWindow | None
    limits: Limits
    limits_sentence: Bilingual


def identity_of(manifest: Manifest) -> ModelIdentity:
    """The manifest's public face."""
    price = manifest.price
    return ModelIdentity(
        **model_stamp(manifest).model_dump(),
        created=manifest.created,
        languages=manifest.languages,
        price_concept_label=None if price is None else price.concept_label,
        price=price,
        price_meaning=None if price is None else say("meaning.price"),
        maturity=DescribedHead.of(manifest.maturity, "maturity"),
        scores={name: found for name, head in manifest.scores.items() if (found := DescribedHead.of(head, "scores"))},
        signals={name: found for name, head in manifest.signals.items() if (found := DescribedHead.of(head, "signals"))},
        attributes=_attributes(manifest),
        data=manifest.data,
        data_window=_window(manifest),
        limits=manifest.limits,
        limits_sentence=LIMITS_SENTENCE,
    )


def _window(manifest: Manifest) -> DataWindow | None:
    days = [day for one in manifest.data for day in (one.first, one.last) if day is not None]
    return DataWindow(first=min(days), last=max(days)) if days else None


def _attributes(manifest: Manifest) -> tuple[DescribedAttribute, ...]:
    """The attributes with their examples; by name alone where an older manifest describes none."""
    described = {one.name: one for one in manifest.attributes}
    plain = [AttributeInfo(name=name, kind="category") for name in manifest.features.categories]
    plain += [AttributeInfo(name=name, kind="number") for name in manifest.features.numbers]
    return tuple(_described(described.get(one.name, one)) for one in plain)


def _described(one: AttributeInfo) -> DescribedAttribute:
    codes = code_list_of(one.name)
    return DescribedAttribute(
        name=one.name, kind=one.kind, known_at=one.known_at, label=one.label, examples=one.examples, example_labels=_labels(codes, one.examples)
    )


def _labels(codes: CodeList | None, examples: tuple[str, ...]) -> tuple[Bilingual, ...]:
    """Labels of coded examples, which a bundle holds in lower case; none where one of them is no code of the list."""
    known = {} if codes is None else {category(code): codes.bilingual(code) for code in codes.entries}
    return tuple(known[example] for example in examples) if all(example in known for example in examples) else ()
