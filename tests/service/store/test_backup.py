from __future__ import annotations

import hashlib
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from service.store.backup import CannotBackUp, back_up, check_file, synced
from service.store.database import Database
from service.store.migrate import HEAD
from service.store.rows import TABLES
from service.store.tables import audit_chains, outcomes
from tests.service.store.filled import START, cell, contents, fill


def test_a_backup_is_one_file_of_all_rows_that_only_its_owner_reads(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        fill(connection)
        before = contents(connection)
    (tmp_path / "backups").mkdir()
    out = tmp_path / "backups" / "today.db"
    told = back_up(database, out)
    assert list(out.parent.iterdir()) == [out]
    assert out.stat().st_mode & 0o777 == 0o600
    assert told.rows == dict.fromkeys((table.name for table in TABLES), 3)
    assert (told.version, told.size, told.sha256) == (HEAD, out.stat().st_size, hashlib.sha256(out.read_bytes()).hexdigest())
    with closing(Database(f"sqlite:///{out}")) as copy, copy.read() as connection:
        assert contents(connection) == before


def test_a_backup_is_of_one_moment_while_the_service_writes(database: Database, tmp_path: Path) -> None:
    """Each transaction writes a row into two tables: no backup has the one without the other."""
    stop, at = threading.Event(), 0

    def write() -> None:
        nonlocal at
        while not stop.is_set():
            with database.begin() as connection:
                connection.execute(insert(audit_chains), {column.name: f"{at}" if column.name == "id" else cell(column, at) for column in audit_chains.columns})
                connection.execute(insert(outcomes), {column.name: f"{at}" if column.name == "id" else cell(column, at) for column in outcomes.columns})
            at += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        told = [back_up(database, tmp_path / f"{number}.db") for number in range(4)]
    finally:
        stop.set()
        writer.join()
    assert all(one.rows["audit_chains"] == one.rows["outcomes"] for one in told)
    assert told[-1].rows["outcomes"] <= at and at > 4


def test_a_file_that_is_there_is_not_overwritten(database: Database, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("precious")
    with pytest.raises(CannotBackUp, match="is there already"):
        back_up(database, tmp_path / "x.db")
    assert (tmp_path / "x.db").read_text() == "precious"


def test_a_database_without_tables_or_of_another_version_is_not_backed_up(database_url: str, database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(CannotBackUp, match="has version 0000 of the schema"):
        back_up(database, tmp_path / "x.db")
    with closing(Database(f"sqlite:///{tmp_path}/new.db")) as new, pytest.raises(CannotBackUp, match="no service has used it"):
        back_up(new, tmp_path / "x.db")
    assert not (tmp_path / "x.db").exists()


def test_a_place_that_is_not_there_is_an_error_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        back_up(database, tmp_path / "no" / "x.db")


def test_a_backup_that_fails_half_way_leaves_nothing(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.store.backup.counts", lambda connection: 1 / 0)
    (tmp_path / "backups").mkdir()
    with pytest.raises(ZeroDivisionError):
        back_up(database, tmp_path / "backups" / "x.db")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_damaged_file_is_noticed(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        fill(connection, 200)
    back_up(database, tmp_path / "x.db")
    check_file(tmp_path / "x.db")
    written = bytearray((tmp_path / "x.db").read_bytes())
    written[len(written) // 2 : len(written) // 2 + 4_096] = b"\xff" * 4_096
    (tmp_path / "x.db").write_bytes(written)
    with pytest.raises(ValueError):
        check_file(tmp_path / "x.db")
    with sqlite3.connect(tmp_path / "y.db"), pytest.raises(ValueError):
        check_file(tmp_path / "no.db")


def test_size_and_digest_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert synced(tmp_path / "x") == (3, hashlib.sha256(b"abc").hexdigest())
    assert START.tzinfo is not None
