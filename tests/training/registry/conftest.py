"""A run as `make train` leaves it: a record in the folder of runs, and the bundle that it made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.load import Bundle, load_bundle
from training.registry.connection import Connection
from training.runs.run_record import RunRecord, RunType
from training.runs.run_store import RunStore

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def connection(runs: Path) -> Connection:
    return Connection.to(runs)


@pytest.fixture
def recorded(runs: Path, another: Callable[..., Path]) -> Callable[..., tuple[RunRecord, Bundle]]:
    """A bundle of that name and the record of its run."""

    def made(name: str = "market", kind: RunType = "candidate", note: str = "", folder: str | None = None) -> tuple[RunRecord, Bundle]:
        bundle = load_bundle(another(folder or name, name=name))
        record = RunRecord(
            id="", type=kind, note=note, created=NOW, name=name, out=bundle.layout.folder, version=bundle.manifest.version, revision="0123456789ab+"
        )
        return RunStore(runs).begin(record), bundle

    return made
