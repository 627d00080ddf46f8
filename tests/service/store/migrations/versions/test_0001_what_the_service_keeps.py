from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect

from service.store.database import Database
from service.store.migrate import MIGRATIONS


def test_the_first_step_makes_every_table_and_undone_leaves_none(database_url: str) -> None:
    database = Database(database_url)
    with database.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
        assert {"api_keys", "audit_records", "outcomes", "idempotency"} <= set(inspect(connection).get_table_names())
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    database.close()
