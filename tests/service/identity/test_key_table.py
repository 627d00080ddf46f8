"""Keys come back from the database as they were written, and two processes cannot end one twice."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.identity.key import Key, KeyTerms
from service.identity.key_table import KeyGone, add_key, end_key, note_use, read_keys
from service.store.database import Database

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def made(**changes: object) -> Key:
    terms = {"name": "一", "owner": "o", "scopes": ["value", "admin"], "audience": "seller"} | changes
    return Key.made(KeyTerms.model_validate(terms), NOW, secrets.token_bytes)[0]


def test_a_key_comes_back_as_it_was_written(database: Database) -> None:
    keys = [made(), made(quota=5, expires=NOW + timedelta(days=1), audience="public")]
    with database.begin() as connection:
        for key in keys:
            add_key(connection, key)
    with database.read() as connection:
        found = read_keys(connection)
    assert sorted(found, key=lambda key: key.id) == sorted(keys, key=lambda key: key.id)


def test_a_key_is_revoked_once(database: Database) -> None:
    key = made()
    with database.begin() as connection:
        add_key(connection, key)
        end_key(connection, replace(key, revoked=NOW))
    with database.begin() as connection, pytest.raises(KeyGone):
        end_key(connection, replace(key, revoked=NOW + timedelta(days=1)))
    with database.read() as connection:
        assert read_keys(connection)[0].revoked == NOW


def test_a_key_is_rotated_once_and_can_be_revoked_after_that(database: Database) -> None:
    key = made()
    rotated = replace(key, expires=NOW, rotated_to="abcdefgh")
    with database.begin() as connection:
        add_key(connection, key)
        end_key(connection, rotated)
    with database.begin() as connection, pytest.raises(KeyGone):
        end_key(connection, replace(key, expires=NOW, rotated_to="zzzzzzzz"))
    with database.begin() as connection:
        end_key(connection, replace(rotated, revoked=NOW))
    with database.read() as connection:
        assert read_keys(connection) == [replace(rotated, revoked=NOW)]


def test_a_key_that_was_revoked_meanwhile_is_not_rotated(database: Database) -> None:
    key = made()
    with database.begin() as connection:
        add_key(connection, key)
        end_key(connection, replace(key, revoked=NOW))
    with database.begin() as connection, pytest.raises(KeyGone):
        end_key(connection, replace(key, expires=NOW, rotated_to="zzzzzzzz"))


def test_the_last_use_never_goes_back(database: Database) -> None:
    one, other = made(), made()
    later = NOW + timedelta(hours=1)
    with database.begin() as connection:
        add_key(connection, one)
        add_key(connection, other)
        note_use(connection, {one.id: later})
        note_use(connection, {one.id: NOW, other.id: NOW})
        note_use(connection, {})
    with database.read() as connection:
        assert {key.id: key.last_used for key in read_keys(connection)} == {one.id: later, other.id: NOW}
