from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from service.store.commands import backup, migrate, restore
from service.store.database import Database
from service.store.migrate import HEAD, version
from service.store.rows import counts
from tests.service.store.filled import fill


@pytest.fixture(autouse=True)
def environment(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of these commands: one database, and a data folder that is not there yet."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VALUATION_DATA", str(tmp_path / "var"))


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return told


def test_what_is_backed_up_and_lost_is_restored_and_the_tables_say_how_much(database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database.begin() as connection:
        fill(connection, 1_234)
    backup(tmp_path / "x.db")
    told = capsys.readouterr().err
    assert "│ outcomes          │  1,234 │" in told and f"→ {tmp_path / 'x.db'}" in told and "sha256" in told
    restore(tmp_path / "x.db", replace=True)
    assert "│ outcomes          │  1,234 │" in capsys.readouterr().err
    with database.read() as connection:
        assert set(counts(connection).values()) == {1_234}


def test_a_new_database_is_migrated_and_told_so_once(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    migrate()
    migrate()
    first, second = capsys.readouterr().err.splitlines()
    assert first.endswith(f"is brought to version {HEAD} of the schema.") and second.endswith(f"is at version {HEAD} of the schema.")
    with closing(Database(database_url)) as database, database.read() as connection:
        assert version(connection) == HEAD


def test_what_cannot_be_done_is_a_sentence_and_status_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        backup(tmp_path / "x.db")
    assert "no service has used it" in refused(capsys)
    with pytest.raises(SystemExit, match="2"):
        restore(tmp_path / "no.db")
    assert "no.db is no backup" in refused(capsys)
    migrate()
    capsys.readouterr()
    with pytest.raises(SystemExit, match="2"):
        backup(tmp_path / "no" / "x.db")
    assert "No such file or directory" in refused(capsys)
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@localhost:9/x")
    with pytest.raises(SystemExit, match="2"):
        migrate()
    told_last = refused(capsys)
    assert "The database cannot be used" in told_last and "secret" not in told_last
    monkeypatch.setenv("VALUATION_PORT", "http")
    with pytest.raises(SystemExit, match="2"):
        migrate()
    assert "VALUATION_PORT='http'" in refused(capsys)


def test_the_data_folder_is_made_where_the_database_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    migrate()
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "var" / "valuation.db").exists()
