from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.load import load_bundle
from training.context import Context
from training.registry.connection import Connection, RegistryError
from training.registry.logged_run import find_run
from training.registry.versions import CHALLENGER, find_version, holder
from training.runs.run_record import RunRecord, RunType
from training.stages import register

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def recorded(finished: Context, tiny_run: Context, runs: Path) -> Callable[[RunType], Context]:
    """The finished run with a record of its own, its bundle in place."""

    def made(kind: RunType) -> Context:
        finished.out, finished.runs = tiny_run.out, runs
        version = load_bundle(tiny_run.out).manifest.version
        finished.run = RunRecord(id="2026-11-22-tiny-brave-otter", type=kind, created=NOW, name="tiny", out=finished.out, version=version)
        return finished

    return made


def test_a_candidate_is_recorded_with_its_figures_and_becomes_the_challenger(recorded: Callable[[RunType], Context], runs: Path) -> None:
    context = recorded("candidate")
    register.run(context)
    assert context.run is not None
    connection = Connection.to(runs)
    run = find_run(connection, context.run.version)
    assert run is not None
    metrics = connection.client.get_run(run.id).data.metrics
    overall = context.evaluation.overall
    assert overall is not None and metrics["price.rmse"] == overall.rmse and metrics["parity.flipped_leaves"] == 0
    found = {name for name, value in (context.evaluation.metrics() | context.parity.metrics()).items() if value is not None}
    assert set(metrics) == found, "no figure is lost or renamed on the way"
    version = holder(connection, "tiny", CHALLENGER)
    assert version is not None and version.bundle == context.run.version


def test_a_test_is_recorded_but_no_version_of_the_model(recorded: Callable[[RunType], Context], runs: Path) -> None:
    context = recorded("test")
    register.run(context)
    assert context.run is not None and find_run(Connection.to(runs), context.run.version) is not None
    assert find_version(Connection.to(runs), context.run.version) is None


def test_where_no_record_of_the_run_is_kept_mlflow_is_not_asked(finished: Context, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "to", lambda *_: pytest.fail("asked"))
    finished.run, finished.runs = None, None
    register.run(finished)
    finished.runs = runs
    register.run(finished)


def test_a_ledger_that_cannot_be_used_is_one_sentence(recorded: Callable[[RunType], Context], runs: Path) -> None:
    (runs / "mlflow.db").unlink()
    (runs / "mlflow.db").mkdir()
    with pytest.raises(RegistryError, match="MLFLOW_TRACKING_URI"):
        register.run(recorded("candidate"))
