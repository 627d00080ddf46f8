"""A statement that is put into words once: for the few that run with every answer, where SQLAlchemy's own way costs more than the database's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Insert, Update

from service.store.moment import microseconds


class Prepared:
    """An insert of these columns, or an update whose values are all bound by name."""

    def __init__(self, statement: Insert | Update, dialect: Dialect, columns: Sequence[str] | None = None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=None if columns is None else list(columns))
        self._words: str = compiled.string
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)

    def of(self, rows: Sequence[dict[str, Any]]) -> tuple[str, Any]:
        """What `Connection.exec_driver_sql` takes to run it once for each row."""
        plain = [{name: microseconds(value) if isinstance(value, datetime) else value for name, value in row.items()} for row in rows]
        if self._order is None:
            return self._words, plain
        return self._words, [tuple(row[name] for name in self._order) for row in plain]
