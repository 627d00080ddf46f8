from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, func, insert, select

from service.audit.draft import Draft
from service.audit.journal import Journal
from service.audit.record import Head, following
from service.store.database import Database, StorageUnavailable
from service.store.tables import api_keys, audit_chains, audit_records
from tests.service.audit.writing import KEYS, Clock, draft, journal

ROW = {"id": "abc", "digest": b"d" * 32, "name": "n", "owner": "o", "scopes": "value", "audience": "seller", "created": datetime(2026, 1, 1, tzinfo=UTC)}


def count(database: Database, table: object = audit_records) -> int:
    with database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]


def test_records_follow_one_another_from_an_opening_that_names_the_runtime(database: Database) -> None:
    writing = journal(database, "c1")
    writing.append([draft("a"), draft("b")])
    writing.append([draft("c")])
    with database.read() as connection:
        rows = connection.execute(select(audit_records).order_by(audit_records.c.seq)).all()
        chain = connection.execute(select(audit_chains)).one()
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert [row.kind for row in rows] == ["open", "valuation", "valuation", "valuation"]
    assert b"onnxruntime" in rows[0].body
    head = Head.start("c1")
    for row in rows:
        head = following(head, row.body, KEYS.ties[0])
        assert row.hash == head.hash
    assert (chain.seq, chain.hash) == (4, head.hash)
    assert writing.head == head


def test_what_a_draft_brings_along_is_there_if_and_only_if_its_record_is(database: Database) -> None:
    def also(connection: Connection) -> None:
        connection.execute(insert(api_keys), [ROW])

    def spoiled(connection: Connection) -> None:
        connection.execute(insert(api_keys), [ROW | {"id": "other"}])
        raise ValueError("not this one")

    writing = journal(database)
    troubles = writing.append([draft("a", also=also), draft("b", also=spoiled), draft("c")])
    assert [type(trouble) for trouble in troubles] == [type(None), ValueError, type(None)]
    assert (count(database, api_keys), count(database)) == (1, 3)


def test_a_broken_constraint_spoils_no_neighbour(database: Database) -> None:
    def also(connection: Connection) -> None:
        connection.execute(insert(api_keys), [ROW])

    writing = journal(database)
    first, second, third = writing.append([draft("a", also=also), draft("b", also=also), draft("c", also=lambda connection: None)])
    assert (first, third) == (None, None)
    assert second is not None
    assert count(database) == 3


class Losing(Database):
    """A database whose commits are made, and whose word of it is lost, as often as it is told."""

    losses = 0

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with super().begin() as connection:
            yield connection
        if self.losses:
            self.losses -= 1
            raise StorageUnavailable("the connection was lost at the commit")


def test_a_commit_whose_word_was_lost_does_not_break_the_chain(database: Database, database_url: str) -> None:
    losing = Losing(database_url)
    writing = Journal(losing, KEYS, Clock())
    writing.append([draft("a")])
    losing.losses = 1
    with pytest.raises(StorageUnavailable):
        writing.append([draft("b")])
    writing.append([draft("c")])
    losing.close()
    with database.read() as connection:
        rows = connection.execute(select(audit_records).order_by(audit_records.c.seq)).all()
    assert [row.seq for row in rows] == [1, 2, 3, 4]
    assert rows[3].hash == following(Head(rows[2].chain, 3, rows[2].hash), rows[3].body, KEYS.ties[0]).hash


def test_an_empty_group_tries_the_database(database: Database) -> None:
    writing = journal(database)
    assert writing.append([]) == []
    assert count(database) == 1
    database.close()


def test_two_chains_do_not_know_of_each_other(database: Database) -> None:
    one, two = journal(database), journal(database)
    one.append([draft("a")])
    two.append([draft("b")])
    one.append([draft("c")])
    assert (one.head.seq, two.head.seq) == (3, 2)
    assert one.head.chain != two.head.chain


def test_a_draft_that_cannot_be_put_into_words_spoils_no_neighbour(database: Database) -> None:
    def broken() -> bytes:
        raise ZeroDivisionError("no output")

    def also(connection: Connection) -> None:
        connection.execute(insert(api_keys), [ROW])

    troubles = journal(database).append([draft("a"), draft(output=broken), draft(output=broken, also=also), draft(facts={"odd": object()}), draft("b")])
    assert [type(trouble) for trouble in troubles] == [type(None), ZeroDivisionError, ZeroDivisionError, TypeError, type(None)]
    assert (count(database), count(database, api_keys)) == (3, 0)


def test_a_draft_that_cannot_be_written_leaves_nothing_of_its_group(database: Database) -> None:
    writing = journal(database)
    same = draft("a")
    with pytest.raises(Exception, match=r"(?i)unique"):
        writing.append([same, Draft("valuation", same.caller, same.at, {}, id=same.id)])
    assert count(database) == 0
    writing.append([draft("b")])
    assert count(database) == 2
