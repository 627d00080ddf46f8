"""What `pip wheel .` packs: every file that the rooms need beside their code, and nothing of the workshop."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from setuptools import Distribution
from setuptools.config.pyprojecttoml import apply_configuration

ROOT = Path(__file__).parents[2]
ROOMS = ("valuation", "models", "service", "training")


@pytest.fixture(scope="module")
def packed() -> set[str]:
    """The files that setuptools would pack, by its own reading of pyproject.toml."""
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        warnings.simplefilter("ignore")  # setuptools' own affairs
        patch.chdir(ROOT)
        build = apply_configuration(Distribution({"script_name": "setup.py"}), str(ROOT / "pyproject.toml")).get_command_obj("build_py")
        build.ensure_finalized()
        data = [f"{folder}/{name}" for _, folder, _, names in build.get_data_files_without_manifest() for name in names]
        return {str(Path(name)) for name in (*build.get_source_files(), *data)}


def test_every_file_of_the_rooms_is_packed(packed: set[str]) -> None:
    files = [str(file.relative_to(ROOT)) for room in ROOMS for file in (ROOT / room).rglob("*") if file.is_file() and file.suffix != ".pyc"]
    assert len(files) > 200
    assert sorted(name for name in files if name not in packed and not name.startswith("models/bundles/")) == []


@pytest.mark.parametrize("name", ["models/demo/graph.onnx", "service/store/migrations/script.py.mako", "service/store/migrations/versions/__init__.py"])
def test_what_is_only_read_at_run_time_is_packed(name: str, packed: set[str]) -> None:
    assert name in packed


def test_nothing_of_the_workshop_is_packed(packed: set[str]) -> None:
    assert {name.split("/")[0] for name in packed} == set(ROOMS)
