"""A backup into a database, of either kind: all of it or nothing, every row read back before it counts."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from service.store.backup import Copied, check_file, synced
from service.store.database import Database
from service.store.migrate import HEAD, NewerDatabase, migrate, version
from service.store.rows import TABLES, copy_rows, counts


class CannotRestore(Exception):
    """The file is no backup that this code can read, or the database is not empty; the message says what to do."""


def restore(file: Path, database: Database, *, replace: bool = False) -> Copied:
    """Fills a database that is empty, or that may lose what it has (`replace`). The service must not run meanwhile. The file is only read; one of an older
    schema is brought to this one in a copy.
    """
    try:
        check_file(file)
    except (ValueError, OSError) as error:
        raise CannotRestore(f"{file} is no backup, or a damaged one: {error}.") from None
    with tempfile.TemporaryDirectory(prefix="valuation-restore-") as folder:
        copy = Path(shutil.copyfile(file, Path(folder) / "backup.db"))
        with closing(Database(f"sqlite:///{copy}")) as source:
            before = _made_current(source, file)
            migrate(database)
            with source.read() as kept, database.begin() as connection:
                _empty(connection, replace)
                rows = copy_rows(kept, connection)
    return Copied(rows, before, *synced(file))


def _made_current(source: Database, file: Path) -> str:
    with source.read() as connection:
        found = version(connection)
    if found is None:
        raise CannotRestore(f"{file} is a SQLite database, but no backup of this service.")
    try:
        migrate(source)
    except NewerDatabase:
        raise CannotRestore(f"{file} has version {found} of the schema, and this code knows {HEAD} at most. Restore it with a newer service.") from None
    return found


def _empty(connection: Connection, replace: bool) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's write lock is held already
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN EXCLUSIVE MODE")
    full = {name: rows for name, rows in counts(connection).items() if rows}
    if full and not replace:
        told = ", ".join(f"{name} {rows:,}" for name, rows in full.items())
        raise CannotRestore(f"The database is not empty ({told} rows). Restore into an empty one, or say --replace to lose what it has.")
    for table in reversed(TABLES):
        connection.execute(table.delete())
