from __future__ import annotations

import logging
import os
import socket
import warnings
from pathlib import Path

import pytest

from training.registry.connection import DATABASE, EXPERIMENT, QUIET, Connection, RegistryError, plain_errors


def test_without_a_server_everything_lies_in_the_folder_of_runs(runs: Path) -> None:
    connection = Connection.to(runs)
    assert connection.uri == f"sqlite:///{runs / DATABASE}"
    assert connection.client.get_experiment(connection.experiment).artifact_location == (runs / "artifacts").as_uri()
    assert Connection.to(runs).experiment == connection.experiment, "the second start finds it"


def test_the_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    assert Connection.to(tmp_path / "a" / "b", {}).uri.endswith("a/b/mlflow.db")


def test_a_folder_with_a_space_and_chinese_characters_is_taken_as_it_is_called(tmp_path: Path) -> None:
    connection = Connection.to(tmp_path / "成 果", {})
    connection.client.create_run(connection.experiment)
    assert (tmp_path / "成 果" / DATABASE).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["成 果"]


@pytest.mark.parametrize("uri", ["http://tracking:5000", "https://tracking/path"])
def test_a_server_decides_where_files_go(tmp_path: Path, uri: str) -> None:
    connection = Connection.to(tmp_path, {"MLFLOW_TRACKING_URI": uri})
    assert (connection.uri, connection.artefacts) == (uri, None)
    assert Connection.to(tmp_path, {"MLFLOW_TRACKING_URI": "  "}).uri.startswith("sqlite:")


def test_it_stays_quiet_sends_nothing_and_makes_no_folder_in_the_working_one(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it talks to the network"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        connection = Connection.to(runs)
        connection.client.create_run(connection.experiment)
    assert not list((tmp_path / "here").iterdir())
    assert capfd.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.levelno >= logging.INFO]


def test_telemetry_is_off_before_mlflow_is_imported(runs: Path) -> None:
    assert Connection.to(runs).client is not None
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == QUIET["MLFLOW_DISABLE_TELEMETRY"] == "true"
    from mlflow.telemetry.client import get_telemetry_client

    assert get_telemetry_client() is None


def test_what_mlflow_raises_is_one_sentence_without_a_password(tmp_path: Path) -> None:
    from mlflow.exceptions import MlflowException

    with pytest.raises(RegistryError) as refused, plain_errors("postgresql://me:secret@host/db"):
        raise MlflowException("first line.\nsecond line")
    said = str(refused.value)
    assert "first line" in said and "second line" not in said and "\n" not in said
    assert "MLFLOW_TRACKING_URI" in said and "host/db" in said and "secret" not in said


def test_a_database_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"this is no database at all, but long enough to be looked at" * 20)
    with pytest.raises(RegistryError, match="MLFLOW_TRACKING_URI"):
        assert Connection.to(tmp_path, {}).client


def test_all_runs_stand_in_one_experiment(runs: Path) -> None:
    connection = Connection.to(runs)
    assert connection.client.get_experiment(connection.experiment).name == EXPERIMENT
