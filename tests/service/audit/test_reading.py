from __future__ import annotations

from dataclasses import replace

import pytest

from service.audit.reading import acts_about, kept_output, opened_input, record_of, row_of_item, rows_of_chain
from service.audit.seal import CannotOpen, Seal
from service.store.database import Database
from tests.service.audit.writing import KEYS, draft, journal

SEAL = Seal(KEYS)


def test_a_record_is_read_back_as_it_was_written(database: Database) -> None:
    one = draft("文本", about="x.0")
    journal(database).append([one, draft("other")])
    with database.read() as connection:
        found = record_of(connection, one.id)
        assert record_of(connection, "none") is None
    assert found is not None
    assert (found.id, found.kind, found.subject, found.owner, found.at, found.about) == (one.id, "valuation", "open", "open", one.at, "x.0")
    assert found.facts == one.facts
    assert opened_input(found, SEAL) == "文本".encode()
    assert kept_output(found) == b"numbers"
    with pytest.raises(CannotOpen):
        opened_input(replace(found, id="another"), SEAL)


def test_what_was_never_there_is_none(database: Database) -> None:
    one = draft(input=None, output=None)
    journal(database).append([one])
    with database.read() as connection:
        found = record_of(connection, one.id)
    assert found is not None
    assert (opened_input(found, SEAL), kept_output(found)) == (None, None)


def test_acts_about_something_are_found(database: Database) -> None:
    acts = [draft(kind="confirm", about="x.0"), draft(kind="override", about="x.0"), draft(kind="confirm", about="x.1")]
    journal(database).append(acts)
    with database.read() as connection:
        assert [act.id for act in acts_about(connection, "x.0")] == [acts[0].id, acts[1].id]
        assert acts_about(connection, "y.0") == []


def test_a_chain_is_walked_in_order_a_few_at_a_time(database: Database) -> None:
    journal(database, "c1").append([draft(str(at)) for at in range(7)])
    with database.read() as connection:
        assert [row.seq for row in rows_of_chain(connection, "c1", at_once=3)] == list(range(1, 9))


def test_the_row_of_an_item_leaves_out_those_that_could_not_be_read(database: Database) -> None:
    one = draft(facts={"items": 5, "invalid": [1, 3]})
    journal(database).append([one])
    with database.read() as connection:
        found = record_of(connection, one.id)
    assert found is not None
    assert [row_of_item(found, item) for item in range(6)] == [0, None, 1, None, 2, None]
