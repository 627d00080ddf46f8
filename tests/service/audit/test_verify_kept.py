"""Every way to change what lies beside the chain that is tried here must be found. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, update

from service.audit.draft import Draft
from service.audit.erasure import erasure
from service.audit.verify_kept import verify_kept
from service.identity.caller import ANYBODY
from service.identity.key import KeyTerms
from service.identity.key_acts import make, revoke, rotate
from service.listings import Traces
from service.outcomes import ExactMoney, NotSold, Sold, facts_of, keep_outcome
from service.store.database import Database
from service.store.tables import api_keys, audit_listings, audit_records, outcomes, publications
from tests.service.audit.writing import START, draft, journal, written

Tamper = Callable[[Connection], object]
TERMS = KeyTerms(name="a", owner="o", scopes=frozenset({"value", "confirm"}), audience="seller", quota=9, expires=START + timedelta(days=9))
OTHER = TERMS.model_copy(update={"name": "b", "expires": None, "quota": None})


def published(id: str, listing_id: str = "L-1", minutes: int = 0) -> Draft:
    """The record of a call whose second and third item are listings, the third one on show; its rows come with it."""
    at = START + timedelta(minutes=minutes)
    told = {"record": id, "owner": "open", "at": at, "listing_id": listing_id}
    seen = [{**told, "item": 1, "version": None, "state": "草稿"}, {**told, "item": 2, "version": 2, "state": "披露中"}]
    shown = [{**told, "item": 2, "version": 2, "inside": f"in {id}".encode(), "outside": f"out {id}".encode()}]
    traces = Traces(seen, shown)
    listings = [[row["item"], row["listing_id"], row["version"], row["state"]] for row in seen]
    return draft(id=id, at=at, facts={"door": "json", "listings": listings, "published": traces.published}, also=traces.write)


def told(id: str, outcome: Sold | NotSold) -> Draft:
    def keep(connection: Connection) -> None:
        keep_outcome(connection, id, outcome, ANYBODY, START)

    return Draft("outcome", ANYBODY, START, facts_of(outcome), id=id, also=keep)


def lived(database: Database) -> None:
    """Publications of which the first stays, outcomes, keys that were made, rotated and revoked, an erasure."""
    writing = written(database, published("p1"), published("p2", minutes=60), published("p3", "L-2"), draft(id="plain"), chain="c1")
    price = ExactMoney(amount=Decimal("1500000.50"), currency="CNY")
    sold = Sold(listing_id="L-1", version=2, on="2026-11-20", outcome="sold", price=price, state="成交")
    unsold = NotSold(listing_id="L-2", version=None, on="2026-11-20", outcome="unsold")
    first, other = make(TERMS, START), make(OTHER, START)
    second = rotate(first.key, START, timedelta(hours=1))
    last = revoke(other.key, START)
    acts = [act.draft(ANYBODY, START + timedelta(seconds=1)) for act in (first, other, second, last)]
    drafts = [told("o1", sold), told("o2", unsold), *acts, erasure(ANYBODY, START, ["p1"], "asked for")]
    assert writing.append(drafts) == [None] * len(drafts)
    assert journal(database, "c2").append([published("p4", minutes=120)]) == [None]


def findings(database: Database, *tampers: Tamper) -> list[str]:
    with database.begin() as connection:
        for tamper in tampers:
            tamper(connection)
    found: list[str] = []
    with database.read() as connection:
        verify_kept(connection, lambda where, what: found.append(f"{where} {what}"))
    return found


def changed(table: Table, where: str, key: str, **values: Any) -> Tamper:
    return lambda connection: _one(connection.execute(update(table).where(table.c[where] == key).values(**values)).rowcount)


def gone(table: Table, where: str, key: str) -> Tamper:
    return lambda connection: _one(connection.execute(delete(table).where(table.c[where] == key)).rowcount)


def planted(table: Table, where: str, like: str, **values: Any) -> Tamper:
    def plant(connection: Connection) -> None:
        row = dict(connection.execute(select(table).where(table.c[where] == like)).mappings().first() or {})
        connection.execute(insert(table), [row | values])

    return plant


def _one(rows: int) -> None:
    assert rows >= 1


on_publication, on_outcome = partial(changed, publications, "record", "p1"), partial(changed, outcomes, "id", "o1")
on_trace, on_open, on_revoked = (
    partial(changed, audit_listings, "record", "p3"),
    partial(changed, api_keys, "name", "a"),
    partial(changed, api_keys, "name", "b"),
)
LATER = START + timedelta(days=999)

TAMPERS: dict[str, tuple[Tamper, str]] = {
    "what insiders are shown": (on_publication(inside=b"x"), "publication of L-1"),
    "what outsiders are shown": (on_publication(outside=b"x"), "publication of L-1"),
    "when it was published": (on_publication(at=LATER), "publication of L-1"),
    "whose publication it is": (on_publication(owner="other"), "publication of L-1"),
    "which version": (on_publication(version=3), "publication of L-1"),
    "which listing": (on_publication(listing_id="L-9"), "publication of L-9"),
    "which item": (on_publication(item=1), "publication of L-1"),
    "a publication gone": (gone(publications, "record", "p1"), "publication of L-1 version 2 of open is gone"),
    "a planted publication": (planted(publications, "record", "p1", version=7), "publication of L-1 version 7"),
    "a later publication in place of the first": (on_publication(record="p2", inside=b"in p2", outside=b"out p2", at=START + timedelta(hours=1)), "before"),
    "one of another chain in place of the first": (on_publication(record="p4", inside=b"in p4", outside=b"out p4", at=START + timedelta(hours=2)), "before"),
    "an amount": (on_outcome(amount="1500000.51"), "outcome o1"),
    "a currency": (on_outcome(currency="USD"), "outcome o1"),
    "a day": (on_outcome(happened_on="2026-11-21"), "outcome o1"),
    "an outcome": (on_outcome(outcome="unsold"), "outcome o1"),
    "the state of an outcome": (on_outcome(state=None), "outcome o1"),
    "the listing of an outcome": (on_outcome(listing_id="L-2"), "outcome o1"),
    "the version of an outcome": (on_outcome(version=1), "outcome o1"),
    "the owner of an outcome": (on_outcome(owner="other"), "outcome o1"),
    "who told an outcome": (on_outcome(subject="key:other"), "outcome o1"),
    "when an outcome was told": (on_outcome(at=LATER), "outcome o1"),
    "an outcome gone": (gone(outcomes, "id", "o2"), "outcome o2 is gone"),
    "a planted outcome": (planted(outcomes, "id", "o1", id="o3"), "outcome o3 stands in no record"),
    "the state of a trace": (on_trace(state="成交"), "record p3"),
    "the owner of a trace": (on_trace(owner="other"), "record p3"),
    "the time of a trace": (on_trace(at=LATER), "record p3"),
    "a trace gone": (
        lambda connection: connection.execute(delete(audit_listings).where(audit_listings.c.record == "p3", audit_listings.c.item == 1)),
        "record p3",
    ),
    "all traces of a record gone": (gone(audit_listings, "record", "p3"), "record p3 are gone"),
    "a planted trace": (planted(audit_listings, "record", "p3", item=9), "record p3"),
    "a planted trace of a record without any": (planted(audit_listings, "record", "p3", record="plain"), "record plain"),
    "the scopes of a key": (on_open(scopes="admin value"), "has another scopes"),
    "the owner of a key": (on_open(owner="other"), "has another owner"),
    "the audience of a key": (on_open(audience="exchange"), "has another audience"),
    "the quota of a key": (on_open(quota=None), "has another quota"),
    "the end of a key": (on_open(expires=LATER), "has another expires"),
    "what opens a key": (on_open(digest=b"d" * 32), "has another opens"),
    "the name of a key": (on_open(name="c"), "has another name"),
    "when a key was made": (on_open(created=LATER), "has another created"),
    "a key no longer revoked": (on_revoked(revoked=None), "has another revoked"),
    "a key revoked in silence": (on_open(revoked=START), "has another revoked"),
    "a key no longer rotated": (on_open(rotated_to=None), "has another rotated_to"),
    "a planted key": (planted(api_keys, "name", "b", id="planted", revoked=None), "key planted stands in no record"),
    "a key gone": (gone(api_keys, "name", "b"), "is gone"),
    "erased in silence": (changed(audit_records, "id", "p2", erased=START), "record p2 says that its input was erased"),
    "erased at another time": (changed(audit_records, "id", "p1", erased=LATER), "record p1 says that its input was erased"),
    "an erasure undone": (changed(audit_records, "id", "p1", erased=None), "record p1 does not say"),
    "an input that is back": (changed(audit_records, "id", "p1", input=b"x"), "record p1 says that its input was erased"),
    "a body that says nothing": (changed(audit_records, "id", "plain", body=b"[]"), "record plain cannot be read"),
}


def test_what_was_only_written_holds(database: Database) -> None:
    lived(database)
    assert findings(database) == []


def test_publications_are_counted_and_an_empty_database_holds(database: Database) -> None:
    with database.read() as connection:
        assert verify_kept(connection, lambda where, what: pytest.fail(f"{where} {what}")) == 0
    lived(database)
    with database.read() as connection:
        assert verify_kept(connection, lambda where, what: pytest.fail(f"{where} {what}")) == 2


@pytest.mark.parametrize(("tamper", "told"), TAMPERS.values(), ids=TAMPERS.keys())
def test_whatever_is_changed_beside_the_chain_is_found(tamper: Tamper, told: str, database: Database) -> None:
    lived(database)
    found = findings(database, tamper)
    assert any(told in one for one in found), found


def test_two_workers_may_commit_in_another_order_than_their_clocks_say(database: Database) -> None:
    journal(database, "c1").append([published("late", minutes=1)])
    journal(database, "c2").append([published("early", minutes=0)])
    assert findings(database) == []


def test_when_a_key_was_last_used_is_no_act(database: Database) -> None:
    lived(database)
    assert findings(database, on_open(last_used=LATER)) == []
