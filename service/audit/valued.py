"""The record of a call's valuations: who asked what, with which model, and what was answered. One record holds all that one call, or one chunk of a sweep,
was answered together; the n-th valuation of it is known as `<record>.<n>`, from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, Literal

from models.manifest import Manifest
from service.audit.draft import Draft, new_id
from service.audit.output import written_output
from service.identity.caller import Caller
from service.job import Answer
from valuation.audience import Audience
from valuation.bilingual import Language
from valuation.listing import Listing

Door = Literal["json", "ndjson", "arrow", "tensors"]
"""How achievements came in, so how what is stored of them is to be read."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What is said of a call as a whole: who asks, by which door, for whom, in which language, for which day where an achievement has none."""

    caller: Caller
    door: Door
    audience: Audience
    language: Language | None
    day: date
    request_id: str = ""


def valuation_draft(
    asking: Asking,
    manifest: Manifest,
    at: datetime,
    asked: bytes,
    answer: Answer,
    sent: Sequence[bytes],
    items: int,
    listings: Sequence[Listing | None] = (),
    id: str | None = None,
) -> Draft:
    """The record of an answer: `asked` and `sent` as they came in and go out, `items` in all, of which those that could be read have rows in `answer`;
    `id` where it was told to the caller before.
    """
    return Draft(
        "valuation",
        asking.caller,
        at,
        {
            **_model_facts(manifest),
            "door": asking.door,
            "audience": asking.audience,
            "language": asking.language,
            "day": asking.day.isoformat(),
            "request_id": asking.request_id,
            "items": items,
            "listings": [[item, one.listing_id, one.version, one.state] for item, one in enumerate(listings) if one is not None],
        },
        input=asked,
        output=partial(written_output, answer),
        sent=sent,
        id=id or new_id(),
    )


def valuation_id(record: str, item: int) -> str:
    """What the n-th valuation of a record is known as."""
    return f"{record}.{item}"


def parse_valuation_id(given: str) -> tuple[str, int | None]:
    """Record and item of a valuation's id; the item is None for the id of a whole record. ValueError for anything else."""
    record, dot, item = given.partition(".")
    if not record or (dot and not (item.isascii() and item.isdigit())) or len(item) > 9:
        raise ValueError(f"{given!r} is no valuation. Write <record>.<item>, as the answer gave it")
    return record, int(item) if dot else None


@lru_cache(maxsize=8)
def _facts_of(name: str, version: str, sha256: str, simulated: bool, cutoff: str | None) -> dict[str, Any]:
    return {"model": {"name": name, "version": version, "sha256": sha256, "simulated": simulated}, "data_cutoff": cutoff}


def _model_facts(manifest: Manifest) -> dict[str, Any]:
    days = [one.last for one in manifest.data if one.last is not None]
    cutoff = max(days).isoformat() if days else None
    return _facts_of(manifest.name, manifest.version, manifest.digest, manifest.simulated, cutoff)
