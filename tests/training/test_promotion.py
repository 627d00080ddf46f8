from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.load import BundleError, load_bundle
from models.scorer import Scorer
from training.champion_folder import publish
from training.out_of_time import OUT_OF_TIME
from training.promotion import challenger_scorer, champion_scorer, common_set
from training.registry.ledger import Ledger
from training.runs.run_record import RunRecord
from valuation.field_error import FieldError

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_bundle_of_a_mere_test_is_no_challenger(another: Callable[..., Path], runs: Path) -> None:
    folder, ledger = another("market"), Ledger.of(runs)
    assert challenger_scorer(folder, ledger).bundle.manifest.name == "market"
    version = load_bundle(folder).manifest.version
    ledger.store.begin(RunRecord(id="", type="test", created=NOW, name="market", out=folder, version=version))
    with pytest.raises(FieldError, match=r"is a test.*TYPE=candidate"):
        challenger_scorer(folder, ledger)
    ledger.store.begin(RunRecord(id="", type="candidate", created=NOW, name="market", out=folder, version=version))
    ledger.store.begin(RunRecord(id="", type="test", created=NOW + timedelta(hours=1), name="market", out=folder, version=version))
    assert challenger_scorer(folder, ledger).bundle.manifest.version == version, "a test that repeats a candidate takes nothing from it"


def test_a_folder_without_a_champion_has_none_and_a_broken_one_says_how_to_go_on(another: Callable[..., Path], tmp_path: Path) -> None:
    champion = tmp_path / "champion"
    assert champion_scorer(champion) is None
    publish(load_bundle(another("market")), champion, None, NOW)
    found = champion_scorer(champion)
    assert found is not None and found.bundle.manifest.name == "market"
    graph = found.bundle.layout.graph
    graph.write_bytes(graph.read_bytes()[:-1])
    with pytest.raises(BundleError, match=r"truncated.*make rollback"):
        champion_scorer(champion)


def test_without_contracts_or_stored_predictions_nothing_can_be_compared(another: Callable[..., Path], runs: Path) -> None:
    folder, ledger = another("market"), Ledger.of(runs)
    scorer, other = Scorer(load_bundle(folder)), Scorer(load_bundle(another("other")))
    assert len(common_set(scorer, other, None, ledger).truth) > 100
    (other.bundle.layout.folder / OUT_OF_TIME).unlink()
    with pytest.raises(FieldError, match=r"other .*SOURCE= DATA="):
        common_set(scorer, other, None, ledger)
    (folder / OUT_OF_TIME).unlink()
    with pytest.raises(FieldError, match=r"market .*SOURCE= DATA="):
        common_set(scorer, None, None, ledger)
