from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from service.store.database import Database
from service.store.migrate import HEAD, MIGRATIONS, NewerDatabase, migrate, version
from service.store.tables import metadata

ROOT = Path(__file__).parents[3]


@pytest.fixture
def unmade(database_url: str) -> Any:
    """A database without any table."""
    database = Database(database_url)
    yield database
    database.close()


def indexes(connection: Connection) -> list[tuple[str, list[str | None], bool, list[str]]]:
    found = inspect(connection)
    return [
        (name, index["column_names"], bool(index["unique"]), [str(option) for option in index.get("dialect_options", {}).values()])
        for name in metadata.tables
        for index in found.get_indexes(name)
    ]


def test_the_migrated_schema_is_that_of_the_tables(unmade: Database) -> None:
    assert migrate(unmade)
    with unmade.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True}), metadata) == []
        migrated = indexes(connection)  # alembic compares no conditions of partial indexes
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert indexes(connection) == migrated


def test_a_database_that_is_up_to_date_is_left_alone(unmade: Database) -> None:
    assert [migrate(unmade), migrate(unmade)] == [True, False]
    with unmade.read() as connection:
        assert version(connection) == HEAD


def test_steps_are_numbered_without_a_gap_or_a_branch() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    known = sorted(script.revision for script in scripts.walk_revisions())
    assert known == [f"{at:04}" for at in range(1, len(known) + 1)]
    assert scripts.get_heads() == [HEAD] == known[-1:]


def test_replicas_that_start_at_once_migrate_once(database_url: str) -> None:
    replicas = [Database(database_url) for _ in range(6)]
    with ThreadPoolExecutor(len(replicas)) as pool:
        done = list(pool.map(migrate, replicas))
    for replica in replicas:
        replica.close()
    assert sorted(done) == [False] * 5 + [True]


def test_processes_that_start_at_once_on_a_file_that_is_not_there_yet_all_succeed(tmp_path: Path) -> None:
    script = f"from service.store.database import Database; from service.store.migrate import migrate; migrate(Database('sqlite:///{tmp_path}/new.db'))"
    started = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1].decode() for process in started] == [""] * 4


def test_a_newer_database_is_refused_and_not_touched(unmade: Database) -> None:
    migrate(unmade)
    with unmade.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match=f"version 9999 of the schema, and this service knows {HEAD} at most"):
        migrate(unmade)
    with unmade.read() as connection:
        assert version(connection) == "9999"


def test_a_step_that_fails_leaves_nothing(unmade: Database) -> None:
    with unmade.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE shadow_scores (x INTEGER)")  # one of the last tables to be made
    with pytest.raises(Exception, match="shadow_scores"):
        migrate(unmade)
    with unmade.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"shadow_scores"}


def test_alembic_is_not_imported_where_there_is_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    migrate(Database(url))
    script = f"""
import sys
from service.store.database import Database
from service.store.migrate import migrate
print(migrate(Database({url!r})), [name for name in sys.modules if name.startswith("alembic")])
"""
    assert subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True) == "False []\n"


def test_what_alembic_needs_is_packaged() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert '"*.mako"' in pyproject and (MIGRATIONS / "script.py.mako").exists()
    assert Config(toml_file=ROOT / "pyproject.toml").get_alembic_option("script_location") == str(MIGRATIONS)
