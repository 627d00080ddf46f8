from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.champion import Pointer
from models.load import load_bundle, read_pointer
from training.champion_folder import publish
from training.registry.ledger import Ledger
from training.registry.versions import CHAMPION, holder
from training.rollback import app

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def rolled_back(champion: Path, runs: Path) -> int:
    try:
        app(["--champion", str(champion), "--runs", str(runs)], result_action="return_value")
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_pointer_and_aliases_return_to_the_one_before_and_it_is_printed(
    another: Callable[..., Path], runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    champion, ledger = tmp_path / "champion", Ledger.of(runs)
    bundles = [load_bundle(another(name, name="market")) for name in ("a", "bb")]
    old, new = (bundle.manifest.version for bundle in bundles)
    for bundle, against in zip(bundles, (None, old), strict=True):
        ledger.promoted(bundle, publish(bundle, champion, against, NOW), None, NOW)
    assert rolled_back(champion, runs) == 0
    assert read_pointer(champion).versions == (old,)
    found = holder(ledger.connection, "market", CHAMPION)
    assert found is not None and found.bundle == old
    said = capsys.readouterr().err
    assert f"{new} → {old} (previous none)" in said and "champion: market version 1" in said
    assert rolled_back(champion, runs) == 1
    assert "nothing to go back to" in capsys.readouterr().err


def test_a_folder_without_a_champion_is_one_sentence(runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rolled_back(tmp_path / "nowhere", runs) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "make promote" in said


def test_a_ledger_out_of_reach_does_not_hold_the_rollback_up(
    another: Callable[..., Path], runs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    champion = tmp_path / "champion"
    bundles = [load_bundle(another(name)) for name in ("a", "bb")]
    old, _ = (bundle.manifest.version for bundle in bundles)
    for bundle, against in zip(bundles, (None, old), strict=True):
        publish(bundle, champion, against, NOW)
    (runs / "mlflow.db").unlink()
    (runs / "mlflow.db").mkdir()
    assert rolled_back(champion, runs) == 1
    assert load_bundle(champion).manifest.version == old
    assert "is rolled back; the ledger is not" in capsys.readouterr().err
    assert isinstance(read_pointer(champion), Pointer)
