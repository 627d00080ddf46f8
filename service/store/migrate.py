"""Brings a database to the schema of this code. Safe from several processes at once: one does it, the others wait and find it done.

A database that is up to date costs one query, and alembic is not even imported; so a restart is quick.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from service.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The version of the schema that this code reads and writes: steps are numbered without a gap."""

_LOCK = 0x76616C75  # any number, the same in every process: "valu"


class NewerDatabase(Exception):
    """The database was written by a newer version of the service, which this one would misread."""


def migrate(database: Database) -> bool:
    """Brings the schema to HEAD in one transaction; whether there was anything to do. NewerDatabase, with nothing touched, if it is beyond."""
    with database.read() as connection:
        if _is_current(connection):
            return False
    with database.begin() as connection:  # on SQLite this holds the write lock already
        if database.kind == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _is_current(connection):
            return False
        _upgrade(connection)
    return True


def version(connection: Connection) -> str | None:
    """The version of the schema, None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _is_current(connection: Connection) -> bool:
    found = version(connection)
    if found is not None and found > HEAD:
        raise NewerDatabase(f"it has version {found} of the schema, and this service knows {HEAD} at most. Start the newer service, or restore an older backup")
    return found == HEAD


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
