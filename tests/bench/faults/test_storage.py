"""While nothing can be stored, `/ready` must say so and `/live` must not; whatever was done is undone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bench.faults import storage
from tests.bench.faults.staged import Callers, Service, Store, staged

AWAY = {"/ready": 503, "/live": 200}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "HELD", 0.0)


def test_a_database_that_was_stopped_is_started_again() -> None:
    server = Store()
    found = storage.database_stopped(staged(Service(AWAY), Callers(0.5), postgresql=server))
    assert server.done == ["stop", "start"]
    assert found.recovered == 0.5 and not found.broken


def test_a_database_that_was_frozen_is_thawed() -> None:
    server = Store()
    storage.database_frozen(staged(Service(AWAY), postgresql=server))
    assert server.done == ["freeze", "thaw"]


def test_a_disk_that_was_filled_is_freed() -> None:
    small = Store()
    storage.disk_filled(staged(Service(AWAY), disk=small))
    assert small.done == ["fill", "free"]


def test_a_service_that_says_ready_although_nothing_can_be_stored_breaks_its_promise() -> None:
    found = storage.disk_filled(staged(Service({"/ready": 200, "/live": 503}), disk=Store()))
    assert len(found.broken) == 2 and found.broken[0].startswith("/ready answered 200")


def test_the_lock_is_held_while_the_callers_call_and_given_back(tmp_path: Path) -> None:
    file = tmp_path / "valuation.db"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE t (x)")
    made.close()

    class Trying(Callers):
        def refused_since(self, moment: float, patience: float = 60.0, count: int = 1) -> float:
            other = sqlite3.connect(file, timeout=0.0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
            return 0.0

    storage.database_locked(staged(Service(AWAY), Trying(), tmp_path))
    free = sqlite3.connect(file, timeout=0.0)
    free.execute("BEGIN IMMEDIATE")
    free.close()
