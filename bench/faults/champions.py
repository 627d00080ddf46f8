"""A champion folder of its own, with two good bundles and ways to break them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from models.champion import Pointer, pointer_file
from models.layout import Layout
from models.load import load_bundle, read_pointer
from models.manifest import Manifest
from training.champion_folder import publish


class Champions:
    """`good` are folders of two bundles that answer alike and are not the same version."""

    def __init__(self, folder: Path, good: tuple[Path, Path]) -> None:
        self.folder, self._good = folder, good

    @property
    def current(self) -> str:
        """The version that the pointer names."""
        return read_pointer(self.folder).current

    def restore(self) -> None:
        """The champion's folder is whole again, from where it was published from."""
        current = self.current
        shutil.rmtree(self.folder / current, ignore_errors=True)
        shutil.copytree(next(one for one in self._good if load_bundle(one).manifest.version == current), self.folder / current)

    def publish_other(self) -> str:
        """The good bundle that is not the champion becomes it; its version."""
        before = self.current
        for one in self._good:
            bundle = load_bundle(one)
            if bundle.manifest.version != before:
                return publish(bundle, self.folder, before, datetime.now(UTC)).current
        raise AssertionError("two versions, and neither is another one")

    def publish_truncated(self) -> str:
        """As if a publication had gone wrong: the pointer names a version of which a file is cut short."""
        before = read_pointer(self.folder)
        version = next(load_bundle(one).manifest.version for one in self._good if load_bundle(one).manifest.version != before.current)
        shutil.rmtree(self.folder / version, ignore_errors=True)
        shutil.copytree(next(one for one in self._good if load_bundle(one).manifest.version == version), self.folder / version)
        truncate(self.folder / version)
        self._point(Pointer.of((version, before.current), datetime.now(UTC)))
        return version

    def back_to(self, version: str) -> None:
        """The pointer names that one again, and whatever else lies there goes."""
        self._point(Pointer.of((version,), datetime.now(UTC)))
        for path in self.folder.iterdir():
            if path.is_dir() and path.name != version:
                shutil.rmtree(path)

    def _point(self, pointer: Pointer) -> None:
        part = self.folder / ".part"
        part.write_text(pointer.model_dump_json(indent=1) + "\n", "utf-8")
        part.replace(pointer_file(self.folder))


def champions(folder: Path, bundle: Path) -> Champions:
    """A folder that has that bundle as its champion."""
    other = _other(bundle, folder.with_name("other"))
    publish(load_bundle(bundle), folder, None, datetime.now(UTC))
    return Champions(folder, (bundle, other))


def truncate(folder: Path) -> None:
    """The largest file of a bundle loses its second half, where it lies: the same file, as a disk that fails leaves it."""
    largest = max((path for path in folder.iterdir() if path.suffix == ".onnx"), key=lambda path: path.stat().st_size)
    with largest.open("r+b") as file:
        file.truncate(largest.stat().st_size // 2)


def _other(bundle: Path, folder: Path) -> Path:
    """The same bundle under another name, and so of another version."""
    shutil.copytree(bundle, folder)
    file = Layout(folder).manifest
    facts = json.loads(file.read_text("utf-8")) | {"name": "other"}
    digest = Manifest.model_validate(facts).computed_digest()
    file.write_text(json.dumps(facts | {"digest": digest, "version": digest[:12]}, ensure_ascii=False, indent=1), "utf-8")
    return folder
