"""All rows of one database into another, table by table, and whether they arrived: counted, and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, Row, Table, func, insert, select, text

from service.store.tables import metadata

AT_ONCE = 200
"""Rows that are in memory at a time; the largest hold some MiB."""

TABLES: tuple[Table, ...] = tuple(metadata.sorted_tables)
"""Every table, those first that others refer to."""


class RowsLost(Exception):
    """What was written is not what was read."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, and the sum of their digests modulo 2²⁵⁶: the same for the same rows in any order."""

    rows: int = 0
    digest: int = 0

    def with_rows(self, rows: Sequence[Row[Any]]) -> Tally:
        """The tally with more rows."""
        digests = (int.from_bytes(hashlib.sha256(msgspec.msgpack.encode(tuple(row))).digest()) for row in rows)
        return Tally(self.rows + len(rows), sum(digests, self.digest) % 2**256)


def copy_rows(source: Connection, target: Connection) -> dict[str, int]:
    """Copies every row into tables that are empty; how many there were of each. RowsLost if the target reads otherwise afterwards."""
    copied = {}
    for table in TABLES:
        told = Tally()
        for rows in _batches(source, table):
            target.execute(insert(table), [row._asdict() for row in rows])
            told = told.with_rows(rows)
        if tally(target, table) != told:
            raise RowsLost(f"the rows of {table.name} do not read as they were written")
        _count_on(target, table)
        copied[table.name] = told.rows
    return copied


def tally(connection: Connection, table: Table) -> Tally:
    """What a table holds."""
    told = Tally()
    for rows in _batches(connection, table):
        told = told.with_rows(rows)
    return told


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES}


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    return connection.execute(select(table), execution_options={"yield_per": AT_ONCE}).partitions()


def _count_on(target: Connection, table: Table) -> None:
    """Lets PostgreSQL number the next row after those that came with their numbers."""
    number = table.autoincrement_column
    if target.dialect.name == "postgresql" and number is not None and isinstance(number.type, Integer):
        after = select(func.coalesce(func.max(number), 0) + 1).select_from(table).scalar_subquery()
        target.execute(select(func.setval(text(f"pg_get_serial_sequence('{table.name}', '{number.name}')"), after, False)))
