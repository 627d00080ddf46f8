from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from service.store.database import Database
from service.store.tables import shadow_scores
from service.succession.comparison import Tally
from service.succession.shadow_book import write_down

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_a_row_is_kept_for_each_pair_of_versions(database: Database) -> None:
    write_down(database, {("a", "b"): Tally(10, 4, 1.0, -0.75, 2), ("c", "b"): Tally(3, 0, 0.0, 0.0, 3)}, NOW)
    with database.read() as connection:
        found = [tuple(row)[1:] for row in connection.execute(select(shadow_scores).order_by(shadow_scores.c.id))]
    assert found == [(NOW, "a", "b", 10, 4, "0.25", "-0.75", 2), (NOW, "c", "b", 3, 0, None, None, 3)]


def test_nothing_is_written_where_nothing_was_compared(database: Database) -> None:
    write_down(database, {}, NOW)
    with database.read() as connection:
        assert connection.execute(select(shadow_scores)).all() == []
