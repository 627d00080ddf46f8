from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import DateTime, Float, LargeBinary, Table, insert, select

from service.store.database import Database
from service.store.tables import metadata
from tests.service.store.filled import contents, fill

TABLES = list(metadata.tables.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_a_key_and_no_column_that_the_databases_keep_differently(table: Table) -> None:
    assert list(table.primary_key.columns)
    assert not [column.name for column in table.columns if isinstance(column.type, DateTime | Float)]


def test_every_table_takes_rows_and_gives_them_back(database: Database) -> None:
    with database.begin() as connection:
        fill(connection, 5)
    with database.read() as connection:
        assert {name: len(rows) for name, rows in contents(connection).items()} == dict.fromkeys(metadata.tables, 5)


def test_bytes_come_back_as_bytes(database: Database) -> None:
    """All 256 of them, on both databases, so that what is sealed and hashed is what was."""
    every, table = bytes(range(256)), metadata.tables["idempotency"]
    kept = next(column for column in table.columns if isinstance(column.type, LargeBinary))
    with database.begin() as connection:
        fill(connection, 1)
        connection.execute(table.update().values({kept.name: every}))
        found: Any = connection.scalar(select(kept))
    assert found == every and type(found) is bytes


def test_the_longest_texts_fit(database: Database) -> None:
    """PostgreSQL counts characters, not bytes."""
    table = metadata.tables["idempotency"]
    with database.begin() as connection:
        fill(connection, 1)
        row = connection.execute(select(table)).one()._asdict()
        connection.execute(insert(table), row | {"subject": "价" * 400, "key": "k" * 200})
        assert "价" * 400 in connection.scalars(select(table.c.subject)).all()
