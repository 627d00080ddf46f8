from __future__ import annotations

import json
import secrets
import shutil
import socket
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from models.load import load_bundle
from service.identity.key import Key, KeyTerms
from service.identity.key_table import add_key
from service.startup import CannotStart, notices, open_socket, prepare_storage, read_settings, require_identity, require_telemetry, verified_scorer
from service.store.database import Database
from service.store.migrate import HEAD, version


def test_a_busy_port_is_one_sentence_with_another_port(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart) as caught:
            open_socket(settings.model_copy(update={"port": port}))
    assert f"127.0.0.1:{port} is in use by another process" in str(caught.value)
    assert f"VALUATION_PORT={port + 1}" in str(caught.value)


def test_port_0_takes_a_free_one(settings: Any) -> None:
    with open_socket(settings.model_copy(update={"port": 0})) as listener:
        assert listener.getsockname()[1] > 0


def test_a_foreign_address_is_one_sentence(settings: Any) -> None:
    with pytest.raises(CannotStart, match="VALUATION_HOST"):
        open_socket(settings.model_copy(update={"host": "192.0.2.1"}))


def test_a_host_that_does_not_exist_is_one_sentence(settings: Any) -> None:
    with pytest.raises(CannotStart, match="no address of this machine"):
        open_socket(settings.model_copy(update={"host": "no such host"}))


def test_a_folder_that_is_no_bundle_is_one_sentence(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="not a bundle") as caught:
        verified_scorer(settings.model_copy(update={"bundle": tmp_path}))
    assert "VALUATION_BUNDLE" in str(caught.value)


def test_a_bad_setting_is_one_sentence(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_PORT", "http")
    with pytest.raises(CannotStart, match=r"^VALUATION_PORT='http': "):
        read_settings()


def test_the_data_folder_and_the_schema_are_there_once_storage_is_prepared(settings: Any, tmp_path: Path) -> None:
    prepare_storage(settings.model_copy(update={"data": tmp_path / "var"}))
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
    with closing(Database(f"sqlite:///{tmp_path / 'var' / 'valuation.db'}")) as database, database.read() as connection:
        assert version(connection) == HEAD


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", r"^DATABASE_URL: mysql is no database that is known here\. Write sqlite:///path/to/file\.db or postgresql://[^ ]+$"),
        ("sqlite:////no/such/folder/x.db", r"^The database sqlite.*/no/such/folder/x\.db cannot be used: unable to open database file\. "),
        (
            "postgresql://me:secret@localhost:9/x",
            r"^The database postgresql.*://me:\*\*\*@localhost:9/x cannot be used: .*DATABASE_URL names\.$",
        ),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(settings: Any, url: str, says: str) -> None:
    with pytest.raises(CannotStart, match=says) as caught:
        prepare_storage(settings.model_copy(update={"database_url": url}))
    assert "secret" not in str(caught.value) and "\n" not in str(caught.value)


def test_a_database_of_a_newer_service_is_one_sentence(settings: Any) -> None:
    with closing(Database(settings.storage)) as database, database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CannotStart, match="version 9999 of the schema"):
        prepare_storage(settings)


def test_a_data_folder_that_cannot_be_made_is_one_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="Point VALUATION_DATA at one that can be written to"):
        prepare_storage(settings.model_copy(update={"data": tmp_path / "file" / "var"}))


@pytest.mark.parametrize(("host", "warns"), [("127.0.0.1", False), ("localhost", False), ("::1", False), ("0.0.0.0", True), ("10.0.0.5", True)])
def test_an_open_address_warns_that_keys_travel_as_they_are(settings: Any, host: str, warns: bool) -> None:
    assert ("TLS" in " ".join(notices(settings.model_copy(update={"host": host}), [], open_demo=False))) is warns


def test_without_keys_it_is_an_open_demonstration_here_and_no_service_elsewhere(settings: Any) -> None:
    assert require_identity(settings)
    assert notices(settings, [], open_demo=True)[0].startswith("OPEN DEMO MODE")
    with pytest.raises(CannotStart, match="valuation keys create"):
        require_identity(settings.model_copy(update={"host": "0.0.0.0"}))


def test_with_a_key_it_starts_anywhere_and_is_not_open(settings: Any) -> None:
    key, _ = Key.made(KeyTerms(name="a", owner="o", scopes=frozenset({"value"}), audience="seller"), datetime.now(UTC), secrets.token_bytes)
    with closing(Database(settings.storage)) as database, database.begin() as connection:
        add_key(connection, key)
    assert not require_identity(settings.model_copy(update={"host": "0.0.0.0"}))
    assert not require_identity(settings)


def test_keys_that_cannot_be_read_are_one_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "valuation.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(CannotStart, match="keys cannot be read"):
        require_identity(settings.model_copy(update={"data": tmp_path}))


def test_a_champion_folder_is_served_as_the_bundle_that_it_points_to(settings: Any, tiny_bundle: Path, tmp_path: Path) -> None:
    version = load_bundle(tiny_bundle).manifest.version
    shutil.copytree(tiny_bundle, tmp_path / version)
    (tmp_path / "current.json").write_text(json.dumps({"format": 1, "current": version, "changed": "2026-11-22T09:00:00Z"}), "utf-8")
    served = verified_scorer(settings.model_copy(update={"bundle": tmp_path}))
    assert served.bundle.manifest.version == version and served.bundle.layout.folder == tmp_path / version


def test_a_champion_folder_with_a_broken_pointer_is_one_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text(json.dumps({"format": 1, "current": "0123456789ab", "changed": "2026-11-22T09:00:00Z"}), "utf-8")
    with pytest.raises(CannotStart, match="points to 0123456789ab, and there is no such folder"):
        verified_scorer(settings.model_copy(update={"bundle": tmp_path}))


def test_telemetry_without_its_packages_is_one_sentence(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    require_telemetry(settings.model_copy(update={"telemetry": True}))

    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("service.startup.find_spec", absent)
    require_telemetry(settings)
    with pytest.raises(CannotStart, match=r"valuation\[telemetry\]"):
        require_telemetry(settings.model_copy(update={"telemetry": True}))
