from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from models.golden import golden_columns
from models.load import BundleError, load_bundle
from models.scorer import Scorer as BundleScorer
from service.settings import Settings
from service.succession import loading
from service.succession.loading import WARMED, first_scorer, ready_scorer, warm
from service.succession.remote import RemoteChampion
from service.succession.source import Unreachable
from tests.service.conftest import FakeScorer, manifest
from tests.service.succession.conftest import ChampionFolder
from valuation.features import Columns


def test_a_scorer_is_ready_once_it_has_answered_its_golden_rows_and_batches_of_several_sizes(tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    score = BundleScorer.score

    def counted(self: BundleScorer, columns: Columns) -> object:
        sizes.append(len(columns))
        return score(self, columns)

    monkeypatch.setattr(BundleScorer, "score", counted)
    monkeypatch.setattr(loading, "LONGEST", 60.0)  # however slow the machine
    bundle = load_bundle(tiny_bundle)
    ready_scorer(bundle, "cpu")
    assert sizes == [len(golden_columns(bundle.golden)), *WARMED]


def test_a_bundle_that_answers_otherwise_than_when_it_was_exported_is_not_ready(bundle_copy: Path) -> None:
    bundle = load_bundle(bundle_copy)
    bundle.golden["answers"]["price_point"][0] += 0.1
    with pytest.raises(BundleError, match="self-test"):
        ready_scorer(bundle, "cpu")


def test_warming_stops_before_a_batch_that_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LONGEST", 0.0)
    scorer = FakeScorer(manifest())
    warm(scorer, Columns.blank().take(np.zeros(1, dtype=np.int64)))
    assert [len(batch) for batch in scorer.batches] == [WARMED[0]]


def test_a_service_begins_with_a_bundle_or_with_what_a_champion_folder_points_to(
    settings: Settings, champion_folder: ChampionFolder, tiny_bundle: Path
) -> None:
    version = champion_folder.publish("one")
    assert first_scorer(settings.model_copy(update={"bundle": champion_folder.folder})).bundle.manifest.version == version
    assert first_scorer(settings.model_copy(update={"bundle": tiny_bundle})).bundle.manifest.name == "tiny"


def test_a_service_whose_store_is_away_begins_with_what_it_fetched_last(settings: Settings, champion_folder: ChampionFolder) -> None:
    elsewhere = settings.model_copy(update={"bundle": champion_folder.folder.as_uri()})
    version = champion_folder.publish("one")
    shutil.move(champion_folder.folder, champion_folder.folder.with_name("away"))
    with pytest.raises(Unreachable):
        first_scorer(elsewhere)
    shutil.move(champion_folder.folder.with_name("away"), champion_folder.folder)
    assert first_scorer(elsewhere).bundle.manifest.version == version
    shutil.move(champion_folder.folder, champion_folder.folder.with_name("away"))
    assert first_scorer(elsewhere).bundle.manifest.version == version


def test_a_store_that_does_not_answer_keeps_a_service_that_knows_it_waiting_for_a_moment_only(
    settings: Settings, champion_folder: ChampionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = settings.model_copy(update={"bundle": champion_folder.folder.as_uri()})
    version = champion_folder.publish("one")
    first_scorer(elsewhere)
    hanging = threading.Event()
    monkeypatch.setattr(loading, "PATIENCE", 0.05)
    monkeypatch.setattr(RemoteChampion, "pointer", lambda self: hanging.wait(10))
    assert first_scorer(elsewhere).bundle.manifest.version == version
    hanging.set()
