"""The record of a call's valuations: who asked what, with which model, and what was answered. One record holds all that one call, or one chunk of a sweep,
was answered together; the n-th valuation of it is known as `<record>.<n>`, from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from typing import Any, Literal

from sqlalchemy import Connection

from models.manifest import Manifest
from service.audit.draft import Draft
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


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of single items: which could not be read, which stand in a listing; digests of what was published of them, and what is to be written
    along because of that.
    """

    invalid: Sequence[int] = ()
    listings: Mapping[int, Listing] = field(default_factory=dict)
    published: Mapping[str, list[str]] = field(default_factory=dict)
    also: Callable[[Connection], None] | None = None


NAMELESS = Named()


def valuation_draft(
    asking: Asking,
    manifest: Manifest,
    at: datetime,
    asked: bytes,
    answer: Answer,
    sent: Sequence[bytes],
    items: int,
    id: str,
    named: Named = NAMELESS,
) -> Draft:
    """The record of an answer: `asked` and `sent` as they came in and go out; `items` in all, of which those that could be read have rows in `answer`."""
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
            "invalid": list(named.invalid),
            "listings": [[item, one.listing_id, one.version, one.state] for item, one in named.listings.items()],
            "published": dict(named.published),
        },
        input=asked,
        output=partial(written_output, answer),
        sent=sent,
        also=named.also,
        id=id,
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
def _facts_of(name: str, version: str, sha256: str, simulated: bool, trained_by: str | None, cutoff: str | None) -> dict[str, Any]:
    return {"model": {"name": name, "version": version, "sha256": sha256, "simulated": simulated, "trained_by": trained_by}, "data_cutoff": cutoff}


def _model_facts(manifest: Manifest) -> dict[str, Any]:
    days = [one.last for one in manifest.data if one.last is not None]
    cutoff = max(days).isoformat() if days else None
    return _facts_of(manifest.name, manifest.version, manifest.digest, manifest.simulated, manifest.trained_by, cutoff)
