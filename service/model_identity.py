"""What `GET /v1/model` says of a bundle: enough to judge an answer by, nothing of its inside."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from models.manifest import AttributeInfo, DataInfo, HeadInfo, Limits, Manifest, PriceHead
from service.answers import model_stamp
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.valuation import ModelStamp

LIMITS_SENTENCE = say("model.limits")


class DataWindow(BaseModel):
    """First and last day of the contracts learned from."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date


class ModelIdentity(ModelStamp):
    """The model that answers."""

    created: str | None
    languages: tuple[str, ...]
    price_concept_label: Bilingual | None
    price: PriceHead | None
    maturity: HeadInfo | None
    scores: dict[str, HeadInfo]
    signals: dict[str, HeadInfo]
    attributes: tuple[AttributeInfo, ...]
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
        price_concept_label=None if price is None else Bilingual(zh=price.concept_zh, en=price.concept_en),
        price=price,
        maturity=manifest.maturity,
        scores=manifest.scores,
        signals=manifest.signals,
        attributes=_attributes(manifest),
        data=manifest.data,
        data_window=_window(manifest),
        limits=manifest.limits,
        limits_sentence=LIMITS_SENTENCE,
    )


def _window(manifest: Manifest) -> DataWindow | None:
    days = [day for one in manifest.data for day in (one.first, one.last) if day is not None]
    return DataWindow(first=min(days), last=max(days)) if days else None


def _attributes(manifest: Manifest) -> tuple[AttributeInfo, ...]:
    """The attributes with their examples; by name alone where an older manifest describes none."""
    described = {one.name: one for one in manifest.attributes}
    plain = [AttributeInfo(name=name, kind="category") for name in manifest.features.categories]
    plain += [AttributeInfo(name=name, kind="number") for name in manifest.features.numbers]
    return tuple(described.get(one.name, one) for one in plain)
