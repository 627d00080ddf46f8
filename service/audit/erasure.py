"""Inputs go, the chain stays: what callers sent is deleted by order or when it is too old, and an act of its own says which records lost theirs.

The digest that stays is of the sealed text, which is random to whoever has not the text: it tells nothing of what was erased. Backups made before hold it
still; they must go by their own rule (`docs/audit.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select, update

from service.audit.draft import Draft
from service.audit.journal import WORKER
from service.identity.caller import Caller
from service.store.tables import audit_listings, audit_records, publications

AT_ONCE = 1_000
"""Records whose inputs go with one act."""


def erasure(caller: Caller, at: datetime, records: Sequence[str], why: str) -> Draft:
    """The act that erases the inputs of these records, and with them their achievements."""

    def erase(connection: Connection) -> None:
        connection.execute(update(audit_records).where(audit_records.c.id.in_(records), audit_records.c.input.is_not(None)).values(input=None, erased=at))

    return Draft("erase", caller, at, {"records": list(records), "why": why}, also=erase)


def expired(connection: Connection, before: datetime) -> list[str]:
    """Records whose inputs are older than that, the oldest first, at most `AT_ONCE`."""
    query = select(audit_records.c.id).where(audit_records.c.at < before, audit_records.c.input.is_not(None)).order_by(audit_records.c.at).limit(AT_ONCE)
    return list(connection.execute(query).scalars())


def retention(at: datetime, records: Sequence[str]) -> Draft:
    """The act of the service itself on inputs that are too old."""
    return erasure(WORKER, at, records, "retention")


def of_listing(connection: Connection, owner: str, listing_id: str) -> list[str]:
    """Records that hold inputs of a listing; what was published of it is no input and stays."""
    query = select(audit_listings.c.record).where(audit_listings.c.owner == owner, audit_listings.c.listing_id == listing_id)
    published = select(publications.c.record).where(publications.c.owner == owner, publications.c.listing_id == listing_id)
    found = set(connection.execute(query).scalars()) | set(connection.execute(published).scalars())
    return sorted(found)
