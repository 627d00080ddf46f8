from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.load import BundleError
from service.succession.remote import RemoteChampion
from service.succession.source import LocalChampion, LoneBundle, Unreachable, is_watched, source_of
from tests.service.succession.conftest import ChampionFolder


def test_what_lies_at_a_location_is_told_apart(champion_folder: ChampionFolder, tiny_bundle: Path, tmp_path: Path) -> None:
    champion_folder.publish("one")
    found = [source_of(location, tmp_path) for location in (champion_folder.folder, tiny_bundle, "memory://champion")]
    assert [type(source) for source in found] == [LocalChampion, LoneBundle, RemoteChampion]
    assert [is_watched(source) for source in found] == [True, False, True]


def test_a_champion_folder_gives_the_version_that_it_points_to(champion_folder: ChampionFolder) -> None:
    version = champion_folder.publish("one", by="key:1")
    source = LocalChampion(champion_folder.folder)
    pointer = source.pointer()
    assert (pointer.current, pointer.by) == (version, "key:1")
    assert source.bundle(version).manifest.name == "one"


def test_a_champion_folder_that_is_away_is_not_a_broken_one(champion_folder: ChampionFolder) -> None:
    champion_folder.publish("one")
    source = LocalChampion(champion_folder.folder)
    (champion_folder.folder / "current.json").write_text("{", "utf-8")
    with pytest.raises(BundleError):
        source.pointer()
    shutil.rmtree(champion_folder.folder)
    with pytest.raises(Unreachable, match="champion is not there"):
        source.pointer()


def test_a_lone_bundle_points_to_what_lies_there_now(bundle_copy: Path) -> None:
    source = LoneBundle(bundle_copy)
    first = source.pointer().current
    assert source.bundle(first).manifest.version == first
    manifest = source.bundle(first).manifest.model_copy(update={"name": "retrained"}).sealed(bundle_copy)
    manifest.write(bundle_copy)
    assert source.pointer().current == manifest.version != first
    shutil.rmtree(bundle_copy)
    with pytest.raises(Unreachable):
        source.pointer()
