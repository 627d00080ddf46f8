"""What a valuation leaves behind of its listing: that it was valued, in which version and state, and what was shown when the listing was published.

`traces_of` makes what the audit keeps along with the record of a call: rows that are there if and only if the record is (`Traces.write` as `Draft.also`), and
digests of what was shown for its facts. A call that names no listing costs a look at its items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.dialects import postgresql, sqlite

from service.answers import Answers
from service.audit.canonical import digest
from service.identity.caller import Caller
from service.identity.duties import is_insider
from service.items import InvalidItem
from service.job import Answer, Part, RowFailed
from service.store.tables import audit_listings, publications
from valuation.codes.listing_state import is_published
from valuation.columns_of import Subject
from valuation.listing import Listing

Items = Sequence[Subject | InvalidItem]


@dataclass(frozen=True, slots=True)
class Traces:
    """Rows of `audit_listings`, and those of `publications` for what the public sees now."""

    seen: list[dict[str, Any]]
    shown: list[dict[str, Any]]

    @property
    def published(self) -> dict[str, list[str]]:
        """Item → digests of what insiders and what of what the public may see: for the facts of the record."""
        return {str(row["item"]): [digest(row["inside"]), digest(row["outside"])] for row in self.shown}

    def write(self, connection: Connection) -> None:
        """In the record's transaction. What was shown first of a listing's version stays, whatever comes later."""
        connection.execute(insert(audit_listings), self.seen)
        if self.shown:
            insert_new = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
            connection.execute(insert_new(publications).on_conflict_do_nothing(), self.shown)


def traces_of(record: str, caller: Caller, at: datetime, items: Items, answer: Answer, answers: Answers) -> Traces | None:
    """What a caller's call leaves behind whose `items` were answered by `answer`; None where no item names a listing. For whom the answer was asked decides
    nothing: an insider publishes, and what is frozen for insiders is the caller's own view, even where this call asked what outsiders are shown.

    `answer` is as `Answers.written` takes it: parts that cover the items that could be read, in order. A published item is written twice more, at some
    0.1 ms: call it beside the event loop where there are many.
    """
    listings = {item: found for item, one in enumerate(items) if (found := listing_of(one)) is not None}
    if not listings:
        return None
    told = {"record": record, "owner": caller.owner, "at": at}
    seen = [{**told, "item": item, "listing_id": one.listing_id, "version": one.version, "state": one.state} for item, one in listings.items()]
    outcomes = _outcomes(items, answer) if is_insider(caller) and any(is_published(one.state) for one in listings.values()) else {}
    # Nothing was shown of an item that could not be read, or that the scorer broke on.
    chosen = _first_of_each({item: one for item, one in listings.items() if item in outcomes and is_published(one.state)})
    part = tuple(outcomes[item] for item in chosen)
    inside, outside = ([one.json for one in answers.written(part, [items[item] for item in chosen], to)] for to in (caller.audiences[0], "public"))
    shown = [
        {**told, "item": item, "listing_id": one.listing_id, "version": version_of(one), "inside": shown_inside, "outside": shown_outside}
        for (item, one), shown_inside, shown_outside in zip(chosen.items(), inside, outside, strict=True)
    ]
    return Traces(seen, shown)


def listing_of(item: Subject | InvalidItem) -> Listing | None:
    """Where the exchange stands with an item, if it says so."""
    return item.listing if isinstance(item, InvalidItem) else item.achievement.listing


def version_of(listing: Listing) -> int:
    """The version under which a publication is found; 0 for a listing without one."""
    return listing.version or 0


def _outcomes(items: Items, answer: Answer) -> dict[int, Part]:
    """Item → the part that answers it alone; none for those that could not be read or scored."""
    rows = iter([Part(1, part.outcome, row) for part in answer for row in range(part.first, part.first + part.rows)])
    found = {item: next(rows) for item, one in enumerate(items) if isinstance(one, Subject)}
    return {item: part for item, part in found.items() if not isinstance(part.outcome, RowFailed)}


def _first_of_each(published: dict[int, Listing]) -> dict[int, Listing]:
    """Of several valuations of one version in a call the first."""
    found: dict[tuple[str, int], int] = {}
    for item, one in published.items():
        found.setdefault((one.listing_id, version_of(one)), item)
    return {item: published[item] for item in found.values()}
