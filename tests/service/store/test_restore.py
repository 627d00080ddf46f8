from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from service.store.backup import back_up
from service.store.database import Database
from service.store.migrate import HEAD, migrate
from service.store.restore import CannotRestore, restore
from service.store.rows import counts
from tests.service.store.filled import contents, fill


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """A backup of a filled database, which is SQLite or PostgreSQL."""
    with database.begin() as connection:
        fill(connection)
    back_up(database, tmp_path / "backup.db")
    return tmp_path / "backup.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database, without any table."""
    if request.param == "sqlite":
        with closing(Database(f"sqlite:///{tmp_path}/target.db")) as other:
            yield other
        return
    schema = f"test_{uuid4().hex}"
    with closing(Database(request.getfixturevalue("postgres_url"))) as server:
        with server.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        url = server.url.update_query_dict({"options": f"-csearch_path={schema}"})
        with closing(Database(url.render_as_string(hide_password=False))) as other:
            yield other
        with server.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


def test_a_backup_of_either_kind_restores_into_either(backup: Path, database: Database, target: Database) -> None:
    written = backup.read_bytes()
    told = restore(backup, target)
    with database.read() as before, target.read() as after:
        assert contents(after) == contents(before)
        assert told.rows == counts(after)
    assert backup.read_bytes() == written and told.version == HEAD


def test_a_database_that_is_not_empty_keeps_what_it_has_unless_that_may_be_lost(backup: Path, database: Database) -> None:
    with database.begin() as connection:
        connection.execute(text("DELETE FROM outcomes"))
        before = contents(connection)
    with pytest.raises(CannotRestore, match=r"is not empty \(.*api_keys 3.* rows\).*--replace"):
        restore(backup, database)
    with database.read() as connection:
        assert contents(connection) == before
    restore(backup, database, replace=True)
    with database.read() as connection:
        assert counts(connection)["outcomes"] == 3


def test_a_restore_that_fails_half_way_leaves_what_was_there(backup: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.read() as connection:
        before = contents(connection)
    monkeypatch.setattr("service.store.rows._count_on", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(backup, database, replace=True)
    with database.read() as connection:
        assert contents(connection) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_of_an_older_schema_is_brought_to_this_one(backup: Path, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")

    def step(source: Database) -> bool:
        with source.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
        return True

    monkeypatch.setattr("service.store.restore.migrate", lambda source: step(source) if source.url.database != database.url.database else migrate(source))
    assert restore(backup, database, replace=True).version == "0000"
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0000",)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_backup_is_refused_in_a_sentence(backup: Path, database: Database, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no backup" * 1_000)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE x (y)")
    for name, told in (("text", "not a database"), ("no.db", "unable to open"), ("other.db", "no backup of this service")):
        with pytest.raises(CannotRestore, match=told):
            restore(tmp_path / name, database, replace=True)
    with closing(sqlite3.connect(backup)) as written, written:
        written.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CannotRestore, match="version 9999 of the schema, and this code knows"):
        restore(backup, database, replace=True)
    with database.read() as connection:
        assert sum(counts(connection).values()) > 0
