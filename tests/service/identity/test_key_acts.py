"""Whatever is done to a key is recorded with it, or not done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from service.audit.journal import Journal
from service.audit.key_file import AuditKeys
from service.identity.caller import ANYBODY
from service.identity.key import Key, KeyTerms
from service.identity.key_acts import KeyAct, make, revoke, rotate
from service.identity.key_table import KeyGone, read_keys
from service.problems import Problem
from service.store.database import Database
from service.store.tables import audit_records

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TERMS = KeyTerms(name="a", owner="o", scopes=frozenset({"value"}), audience="seller", expires=NOW + timedelta(days=9))


def done(database: Database, *acts: KeyAct, also: Callable[[Connection], None] | None = None) -> list[Exception | None]:
    return Journal(database, AuditKeys.new(), lambda: NOW).append([act.draft(ANYBODY, NOW, also) for act in acts])


def kept(database: Database) -> dict[str, Key]:
    with database.read() as connection:
        return {key.id: key for key in read_keys(connection)}


def recorded(database: Database) -> list[Any]:
    with database.read() as connection:
        return [row for row in connection.execute(select(audit_records).order_by(audit_records.c.seq)) if row.kind == "key"]


def test_a_key_is_made_rotated_and_revoked_and_each_is_recorded(database: Database) -> None:
    first = make(TERMS, NOW)
    second = rotate(first.key, NOW, timedelta(hours=1))
    third = revoke(second.key, NOW)
    assert done(database, first, second, third) == [None, None, None]
    assert kept(database) == {first.key.id: second.ended, second.key.id: third.key}
    records = recorded(database)
    assert [row.about for row in records] == [first.key.id, second.key.id, second.key.id]
    assert [b'"act":"create"' in records[0].body, b'"act":"rotate"' in records[1].body, b'"act":"revoke"' in records[2].body] == [True] * 3


def test_no_record_holds_what_opens_a_key(database: Database) -> None:
    act = make(TERMS, NOW)
    done(database, act)
    assert act.text is not None
    for secret in (act.text[13:].encode(), act.key.digest, act.key.digest.hex().encode()):
        assert all(secret not in row.body for row in recorded(database))


def test_what_fails_with_it_undoes_it_and_its_record(database: Database) -> None:
    def fail(connection: Connection) -> None:
        raise ValueError("no")

    (trouble,) = done(database, make(TERMS, NOW), also=fail)
    assert isinstance(trouble, ValueError)
    assert kept(database) == {} and recorded(database) == []


def test_two_who_rotate_a_key_at_once_make_one(database: Database) -> None:
    first = make(TERMS, NOW)
    done(database, first)
    one, other = rotate(first.key, NOW), rotate(first.key, NOW)
    assert [type(trouble) for trouble in done(database, one, other)] == [type(None), KeyGone]
    assert set(kept(database)) == {first.key.id, one.key.id}


@pytest.mark.parametrize("changes", [{"revoked": NOW}, {"expires": NOW}, {"rotated_to": "abcdefgh"}])
def test_a_key_that_has_ended_is_not_rotated(changes: dict[str, Any]) -> None:
    key, _ = Key.made(TERMS, NOW, secrets.token_bytes)
    with pytest.raises(Problem) as caught:
        rotate(replace(key, **changes), NOW)
    assert caught.value.type.code == "key_ended"


def test_a_key_is_revoked_once_but_even_if_it_has_expired() -> None:
    key, _ = Key.made(TERMS, NOW, secrets.token_bytes)
    assert revoke(replace(key, expires=NOW), NOW).key.revoked == NOW
    with pytest.raises(Problem):
        revoke(replace(key, revoked=NOW), NOW)


def test_a_key_that_would_have_ended_already_is_not_made() -> None:
    with pytest.raises(Problem, match="future"):
        make(TERMS.model_copy(update={"expires": NOW}), NOW)
