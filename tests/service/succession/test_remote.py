from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from models.champion import Pointer
from models.load import BundleError, load_bundle
from service.succession import remote
from service.succession.remote import RemoteChampion
from service.succession.source import Unreachable
from tests.service.succession.conftest import NOW, ChampionFolder

URL = "memory://store/champion"


@pytest.fixture
def store() -> Iterator[MemoryFileSystem]:
    """An object store, as far as fsspec tells it apart from one."""
    files = MemoryFileSystem()
    yield files
    files.store.clear()
    files.pseudo_dirs[:] = [""]


@pytest.fixture
def version(champion_folder: ChampionFolder, store: MemoryFileSystem) -> str:
    """A champion that is published in the store, with something beside it that is nobody's business."""
    version = champion_folder.publish("one", by="key:1")
    store.put(str(champion_folder.folder), "/store/champion", recursive=True)
    store.pipe("/store/champion/notes.txt", b"notes")
    store.pipe(f"/store/champion/{version}/report.html", b"report")
    return version


@pytest.fixture
def source(tmp_path: Path) -> RemoteChampion:
    return RemoteChampion(URL, tmp_path / "cache")


def fetched(source: RemoteChampion) -> str:
    return source.bundle(source.pointer().current).manifest.version


def test_the_version_it_points_to_is_fetched_with_the_files_of_its_manifest_and_nothing_else(source: RemoteChampion, version: str, tmp_path: Path) -> None:
    assert source.pointer().by == "key:1"
    bundle = source.bundle(version)
    assert bundle.manifest.name == "one"
    assert {path.name for path in bundle.layout.folder.iterdir()} == {*bundle.manifest.files, "manifest.json"}
    assert {path.name for path in (tmp_path / "cache").iterdir()} == {version, "current.json", ".lock"}


def test_what_is_fetched_is_a_champion_folder_of_its_own(source: RemoteChampion, version: str, tmp_path: Path) -> None:
    assert source.last_known() is None
    fetched(source)
    assert load_bundle(tmp_path / "cache").manifest.version == version
    known = source.last_known()
    assert known is not None and (known.current, known.by) == (version, "key:1")


def test_any_file_system_of_fsspec_will_do(champion_folder: ChampionFolder, tmp_path: Path) -> None:
    version = champion_folder.publish("one")
    assert fetched(RemoteChampion(champion_folder.folder.as_uri(), tmp_path / "cache")) == version


def test_what_is_here_is_not_fetched_again_unless_something_happened_to_it(
    source: RemoteChampion, version: str, store: MemoryFileSystem, tmp_path: Path
) -> None:
    fetched(source)
    graph = tmp_path / "cache" / version / "graph.onnx"
    graph.write_bytes(graph.read_bytes()[:-1])
    assert fetched(source) == version, "fetched once more"
    store.rm("/store/champion", recursive=True)
    assert source.bundle(version).manifest.version == version, "from here"


def test_a_store_that_is_away_is_unreachable(source: RemoteChampion, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match=r"memory://store/champion cannot be read \(FileNotFoundError"):
        source.pointer()
    with pytest.raises(Unreachable):
        source.bundle("0123456789ab")
    assert not list((tmp_path / "cache").glob(".*.part"))


def test_whatever_a_library_raises_is_told_in_a_line_without_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Away:
        def cat_file(self, *_: Any, **__: Any) -> bytes:
            raise RuntimeError("no route to host\nand much more")

    monkeypatch.setattr(fsspec.core, "url_to_fs", lambda url: (Away(), "root"))
    with pytest.raises(Unreachable) as told:
        RemoteChampion("s3://me:secret@bucket/champion", tmp_path).pointer()
    assert str(told.value) == "s3://bucket/champion cannot be read (RuntimeError: no route to host)"


@pytest.mark.parametrize("url", ["no-such-protocol://x", "nosuch+thing://y"])
def test_a_place_that_nothing_can_read_says_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no place that can be read"):
        RemoteChampion(url, tmp_path).pointer()


def test_a_store_whose_library_is_absent_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def absent(url: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    with pytest.raises(BundleError, match="extra `s3`"):
        RemoteChampion("s3://bucket/champion", tmp_path).pointer()


@pytest.mark.parametrize("written", [b"", b"{", b"[]", b'{"format": 1, "current": "../../etc", "changed": "2026-11-22T09:00:00Z"}', b" " * (2**16 + 1)])
def test_a_pointer_that_is_none_is_refused(source: RemoteChampion, version: str, store: MemoryFileSystem, written: bytes) -> None:
    store.pipe("/store/champion/current.json", written)
    with pytest.raises(BundleError, match=r"current\.json"):
        source.pointer()


@pytest.mark.parametrize("change", [lambda raw: raw[:-1], lambda raw: raw + b"more", lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), lambda raw: b""])
def test_a_file_that_is_not_the_one_of_the_manifest_is_refused_and_not_kept(
    source: RemoteChampion, version: str, store: MemoryFileSystem, tmp_path: Path, change: Any
) -> None:
    path = f"/store/champion/{version}/graph.onnx"
    store.pipe(path, change(store.cat(path)))
    with pytest.raises(BundleError, match=r"graph\.onnx"):
        fetched(source)
    assert source.last_known() is None
    assert not list((tmp_path / "cache").glob(".*.part"))


@pytest.mark.parametrize("name", ["../escape.onnx", "sub/graph.onnx", "..\\escape", "manifest.json", "", ".."])
def test_a_manifest_that_names_what_is_no_file_of_a_bundle_fetches_nothing(
    source: RemoteChampion, version: str, store: MemoryFileSystem, tmp_path: Path, name: str
) -> None:
    forged(store, version, lambda files: files | {name: {"sha256": "0" * 64, "size": 1}})
    with pytest.raises(BundleError, match="names"):
        source.bundle(forged_version(store))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [".lock"]


def test_a_bundle_that_is_too_large_is_not_fetched(source: RemoteChampion, version: str, store: MemoryFileSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "BUNDLE_BYTES", 10_000)
    with pytest.raises(BundleError, match="at most 10000 are fetched"):
        source.bundle(version)
    monkeypatch.undo()
    monkeypatch.setattr(remote, "SPARE", 2**60)
    with pytest.raises(Unreachable, match="free"):
        source.bundle(version)


def test_versions_that_nothing_points_to_any_more_are_removed_here(
    source: RemoteChampion, champion_folder: ChampionFolder, version: str, store: MemoryFileSystem, tmp_path: Path
) -> None:
    fetched(source)
    (tmp_path / "cache" / "0123456789ab").mkdir()
    second = champion_folder.publish("two")
    store.rm("/store/champion", recursive=True)
    store.put(str(champion_folder.folder), "/store/champion", recursive=True)
    shutil.rmtree(champion_folder.folder)
    assert fetched(source) == second
    assert {path.name for path in (tmp_path / "cache").iterdir() if path.is_dir()} == {version, second}


def test_processes_that_fetch_at_once_fetch_once(version: str, store: MemoryFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    copy = remote._copy

    def counted(files: Any, path: str, target: Path, size: int) -> None:
        copied.append(target.name)
        copy(files, path, target, size)

    monkeypatch.setattr(remote, "_copy", counted)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: fetched(RemoteChampion(URL, tmp_path / "cache")), range(4)))
    assert set(found) == {version} and len(copied) == len(set(copied))


def forged(store: MemoryFileSystem, version: str, change: Any) -> None:
    """A manifest that agrees with its own digest, and names other files."""
    from models.manifest import Manifest

    raw = json.loads(store.cat(f"/store/champion/{version}/manifest.json"))
    manifest = Manifest.model_validate(raw | {"files": change(raw["files"]), "version": "", "digest": ""})
    digest = manifest.computed_digest()
    manifest = manifest.model_copy(update={"digest": digest, "version": digest[:12]})
    store.pipe(f"/store/champion/{manifest.version}/manifest.json", manifest.model_dump_json().encode())
    store.pipe("/store/champion/current.json", Pointer.of([manifest.version], NOW).model_dump_json().encode())


def forged_version(store: MemoryFileSystem) -> str:
    return str(json.loads(store.cat("/store/champion/current.json"))["current"])
