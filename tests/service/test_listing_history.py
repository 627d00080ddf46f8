"""Whose listing an id means, and what each kind of caller may know of it. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from service.identity.caller import ANYBODY
from service.listing_history import LATEST, history_of, publication_of
from service.problems import Problem
from service.store.database import Database
from service.store.tables import audit_listings, publications

AT = datetime(2026, 11, 22, tzinfo=UTC)
OURS = replace(ANYBODY, owner="ours", audience="seller")
BUYER = replace(OURS, audience="buyer")
STRANGER = replace(OURS, owner="strangers")


def valued(database: Database, owner: str, record: str, minutes: int = 0, count: int = 1) -> None:
    row = {"record": record, "owner": owner, "listing_id": "L", "version": 1, "state": "披露中", "at": AT + timedelta(minutes=minutes)}
    with database.begin() as connection:
        connection.execute(insert(audit_listings), [{**row, "item": item} for item in range(count)])


def published(database: Database, owner: str, minutes: int = 0, version: int = 1) -> None:
    valued(database, owner, f"{owner}{version}", minutes)
    row = {"owner": owner, "listing_id": "L", "version": version, "record": f"{owner}{version}", "item": 0, "at": AT + timedelta(minutes=minutes)}
    with database.begin() as connection:
        connection.execute(insert(publications), {**row, "inside": f"inside {owner}".encode(), "outside": f"outside {owner}".encode()})


def test_insiders_of_the_owner_see_the_inside_and_others_the_outside(database: Database) -> None:
    published(database, "ours")
    with database.read() as connection:
        shown = [publication_of(connection, caller, "L", 1) for caller in (OURS, replace(OURS, audience="exchange"), BUYER, STRANGER)]
    assert shown == [b"inside ours", b"inside ours", b"outside ours", b"outside ours"]


def test_an_id_means_ones_own_listing_and_else_that_of_the_one_who_published_it(database: Database) -> None:
    published(database, "later", minutes=5)
    published(database, "first", minutes=1)
    with database.read() as connection:
        for ambiguous in (history_of(connection, STRANGER, "L", "other"), publication_of(connection, STRANGER, "L", 1, "other")):
            assert ambiguous is None
        with pytest.raises(Problem, match="owner="):
            publication_of(connection, STRANGER, "L", 1)
        with pytest.raises(Problem, match="owner="):
            history_of(connection, STRANGER, "L")
        assert [publication_of(connection, STRANGER, "L", 1, owner) for owner in ("first", "later")] == [b"outside first", b"outside later"]
        assert publication_of(connection, replace(OURS, owner="later"), "L", 1, "first") == b"outside first"
        assert publication_of(connection, replace(BUYER, owner="later"), "L", 1, "later") == b"outside later"
        assert publication_of(connection, replace(OURS, owner="later"), "L", 1) == b"inside later"
    valued(database, "strangers", "s")
    with database.read() as connection:
        assert publication_of(connection, STRANGER, "L", 1) is None  # their own, which was never published


def test_what_was_never_published_is_nobody_elses_business(database: Database) -> None:
    valued(database, "ours", "r")
    with database.read() as connection:
        assert [history_of(connection, caller, "L") for caller in (BUYER, STRANGER)] == [None, None]
        assert history_of(connection, OURS, "none") is None
        assert [history_of(connection, OURS, "none", "ours"), history_of(connection, STRANGER, "L", "ours")] == [None, None]
        found = history_of(connection, OURS, "L")
    assert found is not None and [one.valuation for one in found.valuations] == ["r.0"]


def test_the_latest_come_first_and_a_limit_holds(database: Database) -> None:
    valued(database, "ours", "old", count=LATEST)
    valued(database, "ours", "new", minutes=1)
    published(database, "ours", minutes=2, version=2)
    published(database, "ours", minutes=3, version=3)
    with database.read() as connection:
        found = history_of(connection, OURS, "L")
    assert found is not None and len(found.valuations) == LATEST
    assert [one.valuation for one in found.valuations[:3]] == ["ours3.0", "ours2.0", "new.0"]
    assert [one.version for one in found.publications] == [3, 2]
