from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.champion import Pointer, pointer_file
from models.load import BundleError, load_bundle
from service.audit.bundle_of import bundle_of
from tests.service.audit.writing import START

DEMO = Path("models/demo")


def test_a_bundle_is_found_by_its_digest_alone_or_among_champions(tmp_path: Path) -> None:
    manifest = load_bundle(DEMO).manifest
    champion = tmp_path / "champion"
    shutil.copytree(DEMO, champion / manifest.version)
    pointer_file(champion).write_text(Pointer(current="0" * 12, previous=manifest.version, changed=START).model_dump_json())
    assert bundle_of(manifest.digest, [tmp_path / "none", DEMO]).layout.folder == DEMO
    assert bundle_of(manifest.digest, [champion]).layout.folder == champion / manifest.version


def test_a_bundle_that_is_nowhere_is_asked_for() -> None:
    with pytest.raises(BundleError, match="--bundle"):
        bundle_of("f" * 64, [DEMO])
