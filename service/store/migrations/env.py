"""Where alembic meets the database: the connection that `migrate` holds, or, for `alembic revision` and its like, that of the settings."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from service.settings import Settings
from service.store.database import Database
from service.store.moment import Moment
from service.store.tables import metadata


def run(connection: Connection) -> None:
    """All steps that are asked for, in the transaction of the connection."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, render_item=_frozen)
    with context.begin_transaction():
        context.run_migrations()


def _frozen(kind: str, value: Any, _: object) -> str | Literal[False]:
    """A step names no type of ours: it must mean the same when that has changed."""
    return "sa.BigInteger()" if kind == "type" and isinstance(value, Moment) else False


held: Connection | None = context.config.attributes.get("connection")
if held is not None:
    run(held)
else:
    database = Database(Settings().storage)
    with database.begin() as connection:
        run(connection)
    database.close()
