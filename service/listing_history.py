"""What is known of a listing: when it was valued and in which state, what was shown at publication, what became of it. Who looks decides what is told.

Whoever shares the owner and is of the seller's or the exchange's side sees it all; anybody else sees what was published, as the public may see it.
"""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Connection, Row, select

from service.audit.valued import valuation_id
from service.identity.caller import Caller
from service.identity.duties import is_insider
from service.outcomes import OutcomeKept, outcomes_of, was_valued
from service.problems import Problem
from service.store.tables import audit_listings, publications
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.codes.listing_state import LISTING_STATE, known_state

LATEST = 1_000
"""Valuations of a listing that are told, the latest."""


class Valued(BaseModel):
    """One valuation of the listing."""

    valuation: str = Field(description="its id, for `/v1/valuations/{valuation_id}`")
    version: int | None
    state: str | None = Field(description="as given")
    known_state: str | None = Field(description="its code in the list `listing_state`, where it is one of them")
    label: Bilingual | None = Field(description="what that is called")
    at: datetime


class Published(BaseModel):
    """A version that was shown; what was shown lies under `/v1/listings/{listing_id}/publications/{version}`."""

    version: int = Field(description="0 for a listing without versions")
    valuation: str | None = Field(description="its id; null for outsiders")
    at: datetime


class ListingHistory(BaseModel):
    """A listing over time; `valuations` and `outcomes` are empty for outsiders. The latest come first."""

    listing_id: str
    valuations: tuple[Valued, ...] = Field(description=f"the latest {LATEST:,}")
    publications: tuple[Published, ...]
    outcomes: tuple[OutcomeKept, ...]


def history_of(connection: Connection, caller: Caller, listing_id: str, owner: str | None = None) -> ListingHistory | None:
    """What that caller may know; None where that is nothing. Without `owner` as `_owner_for` finds them."""
    owner = _owner_for(connection, caller, listing_id) if owner is None else owner
    if owner is None:
        return None
    inside = is_insider(caller) and owner == caller.owner
    shown = connection.execute(select(publications).where(*_of(owner, listing_id)).order_by(publications.c.version.desc()))
    published = tuple(Published(version=row.version, valuation=valuation_id(row.record, row.item) if inside else None, at=row.at) for row in shown)
    if not inside:
        return ListingHistory(listing_id=listing_id, valuations=(), publications=published, outcomes=()) if published else None
    if not was_valued(connection, owner, listing_id) and not outcomes_of(connection, owner, listing_id):
        return None
    valued = (
        select(audit_listings)
        .where(audit_listings.c.owner == owner, audit_listings.c.listing_id == listing_id)
        .order_by(audit_listings.c.at.desc(), audit_listings.c.record.desc(), audit_listings.c.item.desc())
        .limit(LATEST)
    )
    return ListingHistory(
        listing_id=listing_id,
        valuations=tuple(_valued(row) for row in connection.execute(valued)),
        publications=published,
        outcomes=tuple(reversed(outcomes_of(connection, owner, listing_id))),
    )


def publication_of(connection: Connection, caller: Caller, listing_id: str, version: int, owner: str | None = None) -> bytes | None:
    """What was shown of a version, to the byte: to insiders of its owner as it was valued then, to anybody else as the public may see it."""
    owner = _owner_for(connection, caller, listing_id) if owner is None else owner
    row = connection.execute(select(publications).where(*_of(owner or "", listing_id), publications.c.version == version)).one_or_none()
    if row is None:
        return None
    shown: bytes = row.inside if is_insider(caller) and row.owner == caller.owner else row.outside
    return shown


def _owner_for(connection: Connection, caller: Caller, listing_id: str) -> str | None:
    """Whose listing that id means to a caller: their own, else that of the one owner who published one of that id; Problem where several did."""
    if was_valued(connection, caller.owner, listing_id) or outcomes_of(connection, caller.owner, listing_id):
        return caller.owner
    found: list[str] = list(connection.execute(select(publications.c.owner).where(publications.c.listing_id == listing_id).distinct().limit(2)).scalars())
    if len(found) > 1:
        raise Problem("not_found", say("storing.several_owners", listing=listing_id[:200]))
    return found[0] if found else None


def _of(owner: str, listing_id: str) -> tuple[ColumnElement[bool], ...]:
    return (publications.c.owner == owner, publications.c.listing_id == listing_id)


def _valued(row: Row[tuple[object, ...]]) -> Valued:
    code = known_state(row.state)
    return Valued(
        valuation=valuation_id(row.record, row.item),
        version=row.version,
        state=row.state,
        known_state=code,
        label=None if code is None else LISTING_STATE.bilingual(code),
        at=row.at,
    )
