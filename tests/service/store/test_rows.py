from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from service.store.database import Database
from service.store.migrate import migrate
from service.store.rows import AT_ONCE, TABLES, RowsLost, Tally, copy_rows, counts, tally
from service.store.tables import shadow_scores
from tests.service.store.filled import cell, contents, fill


@pytest.fixture
def source(tmp_path: Path) -> Any:
    """A SQLite database of several batches of rows."""
    with closing(Database(f"sqlite:///{tmp_path}/source.db")) as filled:
        migrate(filled)
        with filled.begin() as connection:
            fill(connection, 2 * AT_ONCE + 1)
        yield filled


def test_every_row_of_every_table_arrives(source: Database, database: Database) -> None:
    with source.read() as kept, database.begin() as connection:
        assert copy_rows(kept, connection) == {table.name: 2 * AT_ONCE + 1 for table in TABLES}
        assert contents(connection) == contents(kept)
        assert counts(connection) == counts(kept)


def test_rows_that_come_later_are_numbered_after_those_that_were_copied(source: Database, database: Database) -> None:
    with source.read() as kept, database.begin() as connection:
        copy_rows(kept, connection)
        connection.execute(insert(shadow_scores), {column.name: cell(column, 5) for column in shadow_scores.columns if column.name != "id"})
        numbers = connection.scalars(select(shadow_scores.c.id)).all()
    assert len(set(numbers)) == len(numbers) == 2 * AT_ONCE + 2


def test_a_table_that_was_empty_starts_at_one(tmp_path: Path, database: Database) -> None:
    with closing(Database(f"sqlite:///{tmp_path}/empty.db")) as empty:
        migrate(empty)
        with empty.read() as kept, database.begin() as connection:
            copy_rows(kept, connection)
            connection.execute(insert(shadow_scores), {column.name: cell(column, 5) for column in shadow_scores.columns if column.name != "id"})
            assert connection.scalar(select(shadow_scores.c.id)) == 1


def test_a_tally_is_the_same_in_any_order_and_another_for_any_other_row(database: Database) -> None:
    with database.begin() as connection:
        fill(connection)
        rows = connection.execute(select(shadow_scores)).all()
        told = tally(connection, shadow_scores)
    assert Tally().with_rows(rows) == Tally().with_rows(rows[::-1]) == Tally().with_rows(rows[:1]).with_rows(rows[1:]) == told
    assert Tally().with_rows(rows[:2]) != told != Tally().with_rows([*rows[:2], rows[0]])


def test_rows_that_arrive_otherwise_are_an_error(source: Database, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.store.rows.tally", lambda connection, table: Tally(2 * AT_ONCE, 7))
    with source.read() as kept, pytest.raises(RowsLost, match="do not read as they were written"), database.begin() as connection:
        copy_rows(kept, connection)
    with database.read() as after:
        assert total(after) == 0


def total(connection: Connection) -> int:
    return sum(counts(connection).values())
