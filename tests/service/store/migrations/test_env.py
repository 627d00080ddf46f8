from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from service.store.database import Database
from service.store.migrate import MIGRATIONS, version


def settings_of(url: str, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setenv("DATABASE_URL", url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def test_alembic_by_hand_works_on_the_database_of_the_settings(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    config = settings_of(database_url, monkeypatch)
    command.upgrade(config, "head")
    command.check(config)  # raises where the tables and the steps differ
    command.downgrade(config, "base")
    database = Database(database_url)
    with database.read() as connection:
        assert version(connection) is None
    database.close()


def test_a_new_step_names_no_type_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = settings_of(f"sqlite:///{tmp_path}/x.db", monkeypatch)
    (tmp_path / "versions").mkdir()
    for name in ("env.py", "script.py.mako"):
        (tmp_path / name).write_text((MIGRATIONS / name).read_text("utf-8"), "utf-8")
    config.set_main_option("script_location", str(tmp_path))
    command.revision(config, "made", autogenerate=True, rev_id="0001")
    step = (tmp_path / "versions" / "0001_made.py").read_text("utf-8")
    assert "sa.BigInteger()" in step and "service" not in step
