"""What a valuation leaves behind of its listing: that it was valued, in which version and state, and what was shown when the listing was published.

`publications_of` makes what the audit writes along with the record (`Draft.also`): the rows are there if and only if the record is, and a call that names
no listing costs a look at its items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.predictions import Predictions
from service.answers import Answers
from service.items import InvalidItem
from service.job import Answer, Part, RowFailed
from service.store.tables import audit_listings, publications
from valuation.audience import Audience
from valuation.codes.listing_state import is_published
from valuation.columns_of import Subject
from valuation.listing import Listing

Items = Sequence[Subject | InvalidItem]
Also = Callable[[Connection], None]


def publications_of(record: str, owner: str, at: datetime, items: Items, answer: Answer, answers: Answers, audience: Audience) -> Also | None:
    """What to write along with the record of a call whose `items` were answered by `answer`; None where no item names a listing.

    `answer` is as `Answers.written` takes it: parts that cover the items that could be read, in order. `audience` is the one that was answered.
    """
    listings = [listing_of(item) for item in items]
    if not any(listings):
        return None
    rows = [
        {"record": record, "item": item, "owner": owner, "listing_id": one.listing_id, "version": one.version, "state": one.state, "at": at}
        for item, one in enumerate(listings)
        if one is not None
    ]
    call = _Answered(items, answer, answers, audience)
    published = [(item, one) for item, one in enumerate(listings) if one is not None and is_published(one.state)]

    def also(connection: Connection) -> None:
        connection.execute(insert(audit_listings), rows)
        if published:
            _freeze(connection, record, owner, at, published, call)

    return also


def listing_of(item: Subject | InvalidItem) -> Listing | None:
    """Where the exchange stands with an item, if it says so."""
    return item.listing if isinstance(item, InvalidItem) else item.achievement.listing


def version_of(listing: Listing) -> int:
    """The version under which a publication is found; 0 for a listing without one."""
    return listing.version or 0


@dataclass(frozen=True, slots=True)
class _Answered:
    """A call's items with their outcome, to be written again for whoever may look at a publication."""

    items: Items
    answer: Answer
    answers: Answers
    audience: Audience

    def outcomes(self) -> dict[int, tuple[Predictions | RowFailed, int]]:
        """Item → what came of it, and which row of that it is; items that could not be read have none."""
        rows = iter([(part.outcome, row) for part in self.answer for row in range(part.first, part.first + part.rows)])
        return {item: next(rows) for item, one in enumerate(self.items) if isinstance(one, Subject)}

    def written(self, chosen: Sequence[int], audience: Audience) -> list[bytes]:
        """Some of the valuations as JSON in both languages, as that audience may see them."""
        outcomes = self.outcomes()
        parts = tuple(Part(1, *outcomes[item]) for item in chosen)
        return [one.json for one in self.answers.written(parts, [self.items[item] for item in chosen], audience)]


def _freeze(connection: Connection, record: str, owner: str, at: datetime, published: list[tuple[int, Listing]], call: _Answered) -> None:
    """Keeps what was shown of each listing and version that has no publication yet: the first one stays, whatever comes later.

    Nothing was shown of an item that could not be read, or that the scorer broke on.
    """
    outcomes = call.outcomes()
    shown = _first_of_each([(item, one) for item, one in published if item in outcomes and not isinstance(outcomes[item][0], RowFailed)])
    ids = {one.listing_id for _, one in shown}
    known = connection.execute(
        select(publications.c.listing_id, publications.c.version).where(publications.c.owner == owner, publications.c.listing_id.in_(ids))
    )
    frozen = {(listing_id, version) for listing_id, version in known}
    new = [(item, one) for item, one in shown if (one.listing_id, version_of(one)) not in frozen]
    if not new:
        return
    chosen = [item for item, _ in new]
    written = zip(call.written(chosen, call.audience), call.written(chosen, "public"), strict=True)
    told = {"owner": owner, "record": record, "at": at}
    rows = [
        {**told, "listing_id": one.listing_id, "version": version_of(one), "item": item, "inside": inside, "outside": outside}
        for (item, one), (inside, outside) in zip(new, written, strict=True)
    ]
    insert_new = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert_new(publications).on_conflict_do_nothing(), rows)  # another process may have been quicker


def _first_of_each(shown: list[tuple[int, Listing]]) -> list[tuple[int, Listing]]:
    """Of several valuations of one version in a call the first."""
    found: dict[tuple[str, int], tuple[int, Listing]] = {}
    for item, one in shown:
        found.setdefault((one.listing_id, version_of(one)), (item, one))
    return list(found.values())
