"""A copy of the database as one SQLite file, of one moment, while the service writes. A backup of either kind of database restores into either."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from service.store.database import Database
from service.store.migrate import HEAD, migrate, version
from service.store.rows import copy_rows, counts


class CannotBackUp(Exception):
    """There is nothing to back up, or no place for it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds, or what was restored: rows of each table, the version of the schema; size in bytes and sha256 of the file."""

    rows: dict[str, int]
    version: str
    size: int
    sha256: str


def back_up(database: Database, out: Path) -> Copied:
    """Writes a new file that only its owner may read; whole and on disk under its name, or not there."""
    if out.exists():
        raise CannotBackUp(f"{out} is there already. Name a file that is not.")
    with database.read() as connection:
        found = version(connection)
    if found != HEAD:
        told = "has no tables yet: no service has used it" if found is None else f"has version {found} of the schema, and this code {HEAD}"
        raise CannotBackUp(f"The database {told}. Back up with the version of the service that runs on it.")
    partial = out.with_name(out.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy_file(database, partial) if database.kind == "sqlite" else _copy_tables(database, partial)
        rows = _closed(partial)
        size, digest = synced(partial)
        partial.rename(out)
    finally:
        for leftover in (partial, *_beside(partial)):
            leftover.unlink(missing_ok=True)
    _sync_folder(out.parent)
    return Copied(rows, HEAD, size, digest)


def check_file(file: Path) -> None:
    """ValueError where a file is no SQLite database, or a damaged one."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            told = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise ValueError(str(error)) from None
    if told != "ok":
        raise ValueError(told)


def synced(file: Path) -> tuple[int, str]:
    """Size and sha256 of a file, once it is on disk."""
    with open(file, "rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
        os.fsync(opened.fileno())
        return opened.tell(), digest.hexdigest()


def _copy_file(database: Database, partial: Path) -> None:
    """SQLite's own online backup: pages as of one moment, while others write."""
    source = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(partial)) as target:
            assert isinstance(source.driver_connection, sqlite3.Connection)
            source.driver_connection.backup(target)
    except sqlite3.Error as error:
        raise CannotBackUp(f"The copy was not finished: {error}.") from error
    finally:
        source.close()


def _copy_tables(database: Database, partial: Path) -> None:
    with closing(Database(f"sqlite:///{partial}")) as target:
        migrate(target)
        with database.read() as source, target.begin() as connection:
            copy_rows(source, connection)


def _closed(partial: Path) -> dict[str, int]:
    """Makes it one file without a log beside it, and looks whether it can be read; how many rows each table has."""
    with closing(Database(f"sqlite:///{partial}")) as target, target.read() as connection:
        rows = counts(connection)
    with closing(sqlite3.connect(partial)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    check_file(partial)
    return rows


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + ending) for ending in ("-wal", "-shm", "-journal")]
