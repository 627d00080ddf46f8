"""A stage is a service with a folder and a database of its own, and everything is gone afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.faults import scene as staging
from bench.faults.injection import Stage
from bench.faults.scene import DEMO, scene

STARTED: list[Mapping[str, str]] = []


class Service:
    """Remembers what it was started with."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment, self.port, self.ended = environment, 0, False

    def start(self) -> None:
        STARTED.append(self.environment)

    def end(self) -> None:
        self.ended = True


@pytest.fixture(autouse=True)
def nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    STARTED.clear()
    monkeypatch.setattr(staging, "Served", Service)


def test_the_service_gets_a_folder_a_database_and_the_settings_of_its_stage(tmp_path: Path) -> None:
    with scene(Stage(workers=2, settings=(("VALUATION_DEADLINE", "3"),)), tmp_path / "bodies", tmp_path) as found:
        assert found.data.stat().st_mode & 0o777 == 0o700
        service = found.service
    (environment,) = STARTED
    assert environment == {
        "VALUATION_DATA": str(tmp_path / "data"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'valuation.db'}",
        "VALUATION_BUNDLE": str(DEMO),
        "VALUATION_WORKERS": "2",
        "VALUATION_DEADLINE": "3",
    }
    assert service.ended  # type: ignore[attr-defined]


def test_a_stage_with_a_champion_serves_a_champion_folder(tmp_path: Path) -> None:
    with scene(Stage(champion=True), tmp_path / "bodies", tmp_path) as found:
        assert STARTED[0]["VALUATION_BUNDLE"] == str(found.champions.folder)
        assert (found.champions.folder / "current.json").exists()


def test_what_the_stage_has_not_cannot_be_taken_hold_of(tmp_path: Path) -> None:
    with scene(Stage(), tmp_path / "bodies", tmp_path) as found:
        for prop in ("postgresql", "disk", "clock", "champions"):
            with pytest.raises(AssertionError, match="this stage"):
                getattr(found, prop)
