from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from service.audit.erasure import erasure, expired, of_listing, retention
from service.audit.reading import record_of
from service.identity.caller import ANYBODY
from service.store.database import Database
from service.store.tables import audit_listings
from tests.service.audit.writing import START, draft, journal


def test_only_the_inputs_that_are_named_go_and_the_act_says_which(database: Database) -> None:
    one, two = draft("a"), draft("b")
    writing = journal(database)
    act = erasure(ANYBODY, START, [one.id], "the seller asked")
    writing.append([one, two])
    writing.append([act])
    with database.read() as connection:
        gone, stays, said = (record_of(connection, id) for id in (one.id, two.id, act.id))
    assert gone is not None and stays is not None and said is not None
    assert (gone.input, gone.erased, gone.output is not None) == (None, START, True)
    assert (stays.input is not None, stays.erased) == (True, None)
    assert said.facts == {"records": [one.id], "why": "the seller asked"}


def test_what_is_too_old_is_found_until_it_is_erased(database: Database) -> None:
    old, new = draft("old", at=START - timedelta(days=10)), draft("new")
    writing = journal(database)
    writing.append([old, new])
    with database.read() as connection:
        found = expired(connection, START - timedelta(days=1))
    assert found == [old.id]
    act = retention(START, found)
    assert act.caller.subject == "service"
    writing.append([act])
    with database.read() as connection:
        assert expired(connection, START - timedelta(days=1)) == []


def test_the_records_of_a_listing_are_those_of_its_owner(database: Database) -> None:
    def row(record: str, owner: str, listing: str) -> dict[str, object]:
        return {"record": record, "item": 0, "owner": owner, "listing_id": listing, "version": 1, "state": None, "at": START}

    with database.begin() as connection:
        connection.execute(insert(audit_listings), [row("r1", "us", "L-1"), row("r2", "us", "L-2"), row("r3", "them", "L-1")])
    with database.read() as connection:
        assert of_listing(connection, "us", "L-1") == ["r1"]
