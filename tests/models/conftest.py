"""Tampering that keeps the digests right: a bundle sealed anew after a change, as a forger or a careless copy would leave it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.layout import MANIFEST
from models.manifest import Manifest


@pytest.fixture
def reseal() -> Callable[..., Manifest]:
    """Changes facts of a bundle's manifest by name and seals it over the files as they now lie there."""

    def sealed(folder: Path, **changes: Any) -> Manifest:
        raw = json.loads((folder / MANIFEST).read_text("utf-8"))
        listed = set(raw["files"])
        for path in folder.iterdir():
            if path.name not in listed | {MANIFEST}:
                path.unlink()
        manifest = Manifest.model_validate({**raw, **changes}).sealed(folder)
        manifest.write(folder)
        return manifest

    return sealed
