"""A database that goes away and comes back: every call says so in the meantime, and the first one afterwards works, without a restart."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from service.store.database import Database, StorageUnavailable
from service.store.migrate import migrate
from service.store.tables import shadow_scores
from tests.service.postgres import PostgresServer


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that may be stopped: never that of TEST_DATABASE_URL."""
    started = PostgresServer()
    yield started
    started.remove()


def write(database: Database) -> None:
    row = {"at": datetime(2026, 11, 28, tzinfo=UTC), "champion": "a", "challenger": "b", "rows": 1, "compared": 1, "refusals_changed": 0}
    with database.begin() as connection:
        connection.execute(insert(shadow_scores), row)


def rows(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(select(shadow_scores)).all())


def test_postgresql_that_is_stopped_and_started_again_is_used_again_at_once(server: PostgresServer) -> None:
    database = Database(server.url)
    migrate(database)
    before = rows(database)
    write(database)
    server.stop()
    for _ in range(3):
        with pytest.raises(StorageUnavailable):
            write(database)
        with pytest.raises(StorageUnavailable):
            rows(database)
    server.start()
    write(database)
    assert rows(database) == before + 2
    database.close()


def test_postgresql_that_was_started_again_between_two_calls_is_noticed_by_neither(server: PostgresServer) -> None:
    database = Database(server.url)
    migrate(database)
    before = rows(database)
    server.stop()
    server.start()
    write(database)
    assert rows(database) == before + 1
    database.close()


def test_postgresql_that_is_killed_in_a_transaction_has_none_of_it_and_goes_on(server: PostgresServer) -> None:
    database = Database(server.url)
    migrate(database)
    before = rows(database)
    with pytest.raises(StorageUnavailable), database.begin() as connection:
        connection.execute(shadow_scores.delete())
        server.stop()
        server.start()
        connection.execute(select(shadow_scores))
    assert rows(database) == before
    write(database)
    assert rows(database) == before + 1
    database.close()


def test_a_file_whose_folder_is_away_is_used_again_when_it_is_back(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    made = Database(f"sqlite:///{tmp_path}/var/x.db")
    migrate(made)
    made.close()
    (tmp_path / "var").rename(tmp_path / "away")
    database = Database(f"sqlite:///{tmp_path}/var/x.db")
    with pytest.raises(StorageUnavailable):
        write(database)
    (tmp_path / "away").rename(tmp_path / "var")
    write(database)
    assert rows(database) == 1
    database.close()


def test_postgresql_that_says_nothing_any_more_is_given_up_and_used_again_once_it_speaks(server: PostgresServer) -> None:
    database = Database(server.url, within=0.3)
    migrate(database)
    before = rows(database)
    with server.silent():
        began = time.monotonic()
        with pytest.raises(StorageUnavailable):
            rows(database)
        assert time.monotonic() - began < 6  # a statement, and then the connection that should have taken its place
    assert rows(database) == before
    database.close()


def test_a_statement_that_takes_too_long_is_ended_by_the_server(server: PostgresServer) -> None:
    database = Database(server.url, within=0.1)
    with pytest.raises(StorageUnavailable, match="statement timeout"), database.read() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(2)")
    database.close()


def test_who_waits_for_a_database_is_told_in_time_and_keeps_nobody_else_from_working(database_url: str) -> None:
    database = Database(database_url, within=0.1)
    done: list[int] = []

    async def story() -> None:
        stuck = [asyncio.create_task(database.run(lambda: time.sleep(0.5))) for _ in range(8)]
        late = asyncio.create_task(database.run(lambda: done.append(1)))
        assert await asyncio.wait_for(asyncio.to_thread(lambda: 7), 0.1) == 7
        for one in (*stuck, late):
            with pytest.raises(StorageUnavailable, match="within"):
                await one
        await asyncio.sleep(0.5)
        assert await database.run(lambda: 8) == 8
        assert not done  # what had not begun in time never begins

    asyncio.run(story())
    database.close()
