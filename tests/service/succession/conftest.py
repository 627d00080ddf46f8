"""Champion folders of bundles that answer alike and bear other names, published without a gate."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.champion import Pointer, pointer_file
from models.load import load_bundle

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class ChampionFolder:
    """A folder of published bundles."""

    def __init__(self, folder: Path, like: Path) -> None:
        self.folder, self._like = folder, load_bundle(like)
        folder.mkdir(parents=True)
        self.versions: list[str] = []

    def place(self, name: str) -> str:
        """The version of a bundle of that name, which lies there now; nothing points to it."""
        part = self.folder / "part"
        part.mkdir()
        for file in self._like.manifest.files:
            shutil.copy(self._like.layout.folder / file, part / file)
        manifest = self._like.manifest.model_copy(update={"name": name}).sealed(part)
        manifest.write(part)
        shutil.rmtree(self.folder / manifest.version, ignore_errors=True)
        part.rename(self.folder / manifest.version)
        return manifest.version

    def point(self, version: str, by: str | None = None) -> None:
        """That version should answer."""
        self.versions = [version, *(one for one in self.versions if one != version)][:4]
        part = self.folder / ".part"
        part.write_text(Pointer.of(self.versions, NOW, by).model_dump_json(), "utf-8")
        os.replace(part, pointer_file(self.folder))

    def publish(self, name: str, by: str | None = None) -> str:
        """Both, as `make promote` does; the version."""
        version = self.place(name)
        self.point(version, by)
        return version


@pytest.fixture
def champion_folder(tiny_bundle: Path, tmp_path: Path) -> ChampionFolder:
    return ChampionFolder(tmp_path / "champion", tiny_bundle)


@pytest.fixture
def another_folder(tiny_bundle: Path, tmp_path: Path) -> Callable[[str], ChampionFolder]:
    """More of them, by name."""
    return lambda name: ChampionFolder(tmp_path / name, tiny_bundle)
