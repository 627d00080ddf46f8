"""A database with rows in every table, whatever the tables are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, insert, select

from service.store.moment import Moment
from service.store.rows import TABLES

START = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def fill(connection: Connection, rows: int = 3) -> None:
    """That many rows in each table, none like another; every other optional cell is empty."""
    for table in TABLES:
        given = [column for column in table.columns if column is not table.autoincrement_column]
        connection.execute(insert(table), [{column.name: cell(column, at) for column in given} for at in range(rows)])


def cell(column: Column[Any], at: int) -> Any:
    if column.nullable and at % 2:
        return None
    if isinstance(column.type, Moment):
        return START + timedelta(microseconds=at)
    if isinstance(column.type, LargeBinary):
        return bytes([at % 256, 0, 255]) * 7
    if isinstance(column.type, BigInteger):
        return 2**40 + at
    if isinstance(column.type, Integer):
        return at
    return f"名{at}"[: getattr(column.type, "length", None) or 9]


def contents(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return {table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in TABLES}
