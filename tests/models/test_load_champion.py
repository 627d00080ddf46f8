from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models.load import BundleError, is_champion_folder, load_bundle, read_pointer

OTHER = "0123456789ab"


@pytest.fixture
def champion(bundle_copy: Path) -> Path:
    """A champion folder with one version, as its publisher leaves it."""
    version = load_bundle(bundle_copy).manifest.version
    folder = bundle_copy.with_name("champion")
    folder.mkdir()
    bundle_copy.rename(folder / version)
    point(folder, current=version)
    return folder


def point(folder: Path, **facts: Any) -> None:
    (folder / "current.json").write_text(json.dumps({"format": 1, "changed": "2026-11-22T09:00:00Z", **facts}), "utf-8")


def test_a_champion_folder_is_loaded_as_the_bundle_that_it_points_to(champion: Path) -> None:
    bundle = load_bundle(champion)
    assert bundle.layout.folder == champion / read_pointer(champion).current
    assert bundle.manifest.version == bundle.layout.folder.name
    assert is_champion_folder(champion) and not is_champion_folder(bundle.layout.folder)


def test_a_pointer_to_nothing_says_so(champion: Path) -> None:
    point(champion, current=OTHER)
    with pytest.raises(BundleError, match=f"points to {OTHER}, and there is no such folder") as refused:
        load_bundle(champion)
    assert refused.value.file.endswith("current.json")


def test_a_version_in_the_folder_of_another_is_refused(champion: Path) -> None:
    shutil.copytree(champion / read_pointer(champion).current, champion / OTHER)
    point(champion, current=OTHER)
    with pytest.raises(BundleError, match=f"in the folder of version {OTHER}"):
        load_bundle(champion)


def test_an_altered_file_in_a_version_is_refused(champion: Path) -> None:
    file = champion / read_pointer(champion).current / "graph.onnx"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(BundleError, match="truncated"):
        load_bundle(champion)


@pytest.mark.parametrize("content", [b"", b"not json", b"[]", b"null", b"\xff\xfe", b"{" * 100_000, b'{"format": 1', b"1" * 5_000])
def test_a_pointer_that_is_none_is_refused(champion: Path, content: bytes) -> None:
    (champion / "current.json").write_bytes(content)
    with pytest.raises(BundleError, match=r"current\.json"):
        load_bundle(champion)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"format": 2, "current": OTHER}, "format 2, this version reads format 1"),
        ({"current": "../../elsewhere"}, "current"),
        ({"current": None}, "current"),
        ({"current": OTHER, "colour": "red"}, "colour"),
        ({}, "current"),
    ],
)
def test_a_pointer_of_another_shape_is_refused_with_the_key(champion: Path, facts: dict[str, Any], said: str) -> None:
    point(champion, **facts)
    with pytest.raises(BundleError, match=rf"current\.json: {said}"):
        load_bundle(champion)


def test_a_pointer_that_is_a_folder_is_refused(champion: Path) -> None:
    (champion / "current.json").unlink()
    (champion / "current.json").mkdir()
    with pytest.raises(BundleError, match="cannot be read"):
        load_bundle(champion)


def test_a_folder_without_a_pointer_is_no_champion_folder(tmp_path: Path) -> None:
    assert not is_champion_folder(tmp_path)
    with pytest.raises(BundleError, match="make promote"):
        read_pointer(tmp_path)


def test_a_bundle_stays_a_bundle_with_a_stray_pointer_in_it(bundle_copy: Path) -> None:
    point(bundle_copy, current=OTHER)
    assert load_bundle(bundle_copy).layout.folder == bundle_copy
