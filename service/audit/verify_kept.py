"""What routes serve from lies beside the chain: keys, traces of listings, publications, outcomes. Here it is held against the records that wrote it.

Each row must be what its record says, and each row that a record says must be there. Of what records say, ids and digests are held in memory, never contents:
tables are read as they lie, a few rows at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from service.audit.canonical import canonical, digest, sha256
from service.store.moment import microseconds
from service.store.tables import api_keys, audit_listings, audit_records, outcomes, publications

Found = Callable[[str, str], None]
AT_ONCE = 500
APART = timedelta(minutes=5) // timedelta(microseconds=1)
"""Two workers may commit in another order than that in which they looked at their clocks; by no more than this."""
_UNLIKE = "is not what its record says"
_PLANTED = "stands in no record"
_TERMS = ("name", "owner", "audience", "quota")


def verify_kept(connection: Connection, found: Found) -> int:
    """Tells `found` where something does not hold, and what; how many publications there are."""
    said = _Said(found)
    for row in _rows(connection, select(audit_records.c.body).where(audit_records.c.kind == "erase")):
        with said.reading("an act of erasure"):
            said.erasure(msgspec.json.decode(row.body))
    columns = audit_records.c
    records = select(columns.id, columns.erased, columns.input.is_(None).label("gone"), columns.body).order_by(columns.chain, columns.seq)
    for row in _rows(connection, records):
        with said.reading(f"record {row.id}"):
            body = msgspec.json.decode(row.body)
            said.erased(row, body)
            said.record(body)
    _listings(connection, said.listings, found)
    _outcomes(connection, said.outcomes, found)
    _keys(connection, said.keys, found)
    return _publications(connection, said.claims, found)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A record's word that it was the first of its chain to publish a version."""

    at: int
    record: str
    item: int
    shown: bytes


@dataclass
class _Key:
    """What the acts about a key say of it: how it was made, how it was followed, how it was revoked."""

    made: dict[str, Any] | None = None
    followed: dict[str, Any] | None = None
    revoked: dict[str, Any] | None = None

    @property
    def now(self) -> dict[str, Any] | None:
        """As it must be now; nothing is done to a key that was revoked."""
        return self.made if self.made is None else self.made | (self.revoked or self.followed or {})


@dataclass
class _Said:
    """What records say of the tables beside them."""

    found: Found
    erasures: dict[str, set[int]] = field(default_factory=dict)
    listings: dict[str, bytes] = field(default_factory=dict)
    outcomes: dict[str, bytes] = field(default_factory=dict)
    claims: dict[tuple[str, str, int], dict[str, _Claim]] = field(default_factory=dict)
    keys: dict[str, _Key] = field(default_factory=dict)

    @contextmanager
    def reading(self, where: str) -> Iterator[None]:
        """An altered body may say anything."""
        try:
            yield
        except (msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError):
            self.found(where, "cannot be read")

    def erasure(self, body: dict[str, Any]) -> None:
        """Whose inputs went, and when."""
        for record in body["facts"]["records"]:
            self.erasures.setdefault(record, set()).add(body["at"])

    def erased(self, row: Row[Any], body: dict[str, Any]) -> None:
        """An input is gone if and only if an act says when."""
        moments = self.erasures.get(row.id, set()) if body["input"] is not None else set()
        if row.erased is not None and (microseconds(row.erased) not in moments or not row.gone):
            self.found(f"record {row.id}", "says that its input was erased, and no act says so")
        elif row.erased is None and moments:
            self.found(f"record {row.id}", "does not say that its input was erased, and an act does")

    def record(self, body: dict[str, Any]) -> None:
        """Notes what a record says that is kept beside it."""
        facts = body["facts"]
        if body["kind"] == "valuation":
            self._valuation(body, facts.get("listings", []), facts.get("published", {}))
        elif body["kind"] == "outcome":
            self.outcomes[body["id"]] = _digest(
                body["owner"], body["subject"], body["at"], *(facts[name] for name in ("listing_id", "version", "outcome", "on", "state", "price"))
            )
        elif body["kind"] == "key":
            self._key(body["about"], facts)

    def _valuation(self, body: dict[str, Any], listings: list[list[Any]], published: dict[str, list[str]]) -> None:
        if listings:
            self.listings[body["id"]] = sha256(canonical([body["owner"], body["at"], *one]) for one in sorted(listings))
        for item, listing_id, version, _ in listings:
            if (shown := published.get(str(item))) is None:
                continue
            claims = self.claims.setdefault((body["owner"], listing_id, version or 0), {})
            if body["chain"] not in claims:
                claims[body["chain"]] = _Claim(body["at"], body["id"], item, _digest(body["at"], *shown))
                first = min(claim.at for claim in claims.values())
                for late in [chain for chain, claim in claims.items() if claim.at > first + APART and chain != body["chain"]]:
                    del claims[late]  # it cannot have been the first

    def _key(self, about: str, facts: dict[str, Any]) -> None:
        key = self.keys.setdefault(about, _Key())
        if facts["act"] == "revoke":
            key.revoked = {name: facts[name] for name in ("expires", "revoked", "rotated_to")}
            return
        key.made = {name: facts[name] for name in (*_TERMS, "scopes", "created", "expires", "opens")} | {"revoked": None, "rotated_to": None}
        if (before := facts.get("follows")) is not None:
            self.keys.setdefault(before["key"], _Key()).followed = {"expires": before["expires"], "rotated_to": about}


def _listings(connection: Connection, said: dict[str, bytes], found: Found) -> None:
    columns = audit_listings.c
    rows = _rows(connection, select(audit_listings).order_by(columns.record, columns.item))
    for record, of_it in groupby(rows, lambda row: row.record):
        kept = sha256(canonical([row.owner, microseconds(row.at), row.item, row.listing_id, row.version, row.state]) for row in of_it)
        _held(f"the traces of listings of record {record}", said.pop(record, None), kept, found)
    for record in said:
        found(f"the traces of listings of record {record}", "are gone")


def _outcomes(connection: Connection, said: dict[str, bytes], found: Found) -> None:
    for row in _rows(connection, select(outcomes)):
        price = None if row.amount is None and row.currency is None else {"amount": row.amount, "currency": row.currency}
        told = (row.listing_id, row.version, row.outcome, row.happened_on, row.state, price)
        _held(f"outcome {row.id}", said.pop(row.id, None), _digest(row.owner, row.subject, microseconds(row.at), *told), found)
    for id in said:
        found(f"outcome {id}", "is gone")


def _publications(connection: Connection, said: dict[tuple[str, str, int], dict[str, _Claim]], found: Found) -> int:
    number = 0
    for row in _rows(connection, select(publications)):
        number += 1
        where = f"publication of {row.listing_id} version {row.version} of {row.owner}"
        claims = said.pop((row.owner, row.listing_id, row.version), {}).values()
        latest = min((claim.at for claim in claims), default=0) + APART
        claim = next((one for one in claims if (one.record, one.item) == (row.record, row.item) and one.at <= latest), None)
        if claim is None and claims:
            found(where, "is not what was shown first: another record says that it published it before")
        else:
            kept = _digest(microseconds(row.at), digest(row.inside), digest(row.outside))
            _held(where, None if claim is None else claim.shown, kept, found)
    for owner, listing_id, version in said:
        found(f"publication of {listing_id} version {version} of {owner}", "is gone")
    return number


def _keys(connection: Connection, said: dict[str, _Key], found: Found) -> None:
    for row in _rows(connection, select(api_keys)):
        kept = {name: getattr(row, name) for name in (*_TERMS, "created", "expires", "revoked", "rotated_to")}
        kept |= {"scopes": row.scopes.split(), "opens": digest(row.digest)}
        acts = said.pop(row.id, None)
        if acts is None or acts.now is None:
            found(f"key {row.id}", _PLANTED)
        elif other := [name for name, value in acts.now.items() if _plain(kept[name]) != _plain(value)]:
            found(f"key {row.id}", f"has another {', '.join(other)} than the acts about it say")
    for id in said:
        found(f"key {id}", "is gone")


def _held(where: str, said: bytes | None, kept: bytes, found: Found) -> None:
    if said != kept:
        found(where, _PLANTED if said is None else _UNLIKE)


def _plain(value: Any) -> Any:
    """A moment is the same however it is written."""
    if isinstance(value, datetime):
        return microseconds(value)
    try:
        return microseconds(datetime.fromisoformat(value)) if isinstance(value, str) else value
    except ValueError:
        return value


def _digest(*values: Any) -> bytes:
    return sha256([canonical(values)])


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execute(query.execution_options(yield_per=AT_ONCE))
