from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from training.runs.code_digest import ROOT, code_digest
from training.stages import STAGES

CODE = {
    "training/stages/__init__.py": "from training.stages import first, second\n",
    "training/stages/first.py": "import numpy\nfrom training.learn import fit\n",
    "training/stages/second.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from training.learn import Model\n",
    "training/learn.py": "def fit():\n    from models import tables\n    import valuation.money\n",
    "models/tables/__init__.py": "",
    "valuation/money.py": "UNIT = 1\n",
    "training/alone.py": "",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """A small tree of code, with some files changed; a new folder each time."""
    made: list[Path] = []

    def write(changes: dict[str, str]) -> Path:
        root = tmp_path / str(len(made))
        made.append(root)
        for name, text in {**CODE, **changes}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
        return root

    return write


@pytest.mark.parametrize("changed", ["training/stages/first.py", "training/learn.py", "models/tables/__init__.py", "valuation/money.py", "models/new.toml"])
def test_a_change_of_what_a_stage_imports_at_any_depth_or_of_data_is_seen(checkout: Callable[[dict[str, str]], Path], changed: str) -> None:
    before, after = checkout({}), checkout({changed: CODE.get(changed, "") + "# changed\n"})
    assert code_digest("training.stages.first", before) != code_digest("training.stages.first", after)


@pytest.mark.parametrize(
    "changed", ["training/alone.py", "training/stages/second.py", "training/stages/__init__.py", "training/sources/mine.toml", "models/demo/manifest.json"]
)
def test_a_change_elsewhere_is_not(checkout: Callable[[dict[str, str]], Path], changed: str) -> None:
    before, after = checkout({}), checkout({changed: CODE.get(changed, "") + "# changed\n"})
    assert code_digest("training.stages.first", before) == code_digest("training.stages.first", after)


def test_what_is_imported_for_types_alone_is_no_code_that_runs(checkout: Callable[[dict[str, str]], Path]) -> None:
    before, after = checkout({}), checkout({"training/learn.py": "MUCH = 'else'\n"})
    assert code_digest("training.stages.second", before) == code_digest("training.stages.second", after)


def test_the_report_is_code_of_the_export_alone(tmp_path: Path) -> None:
    """On the real tree: a page that is laid out anew trains nothing anew."""
    for room in ("valuation", "models", "training"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "demo", "bundles"))
    with (tmp_path / "training" / "page.py").open("a", encoding="utf-8") as file:
        file.write("\n# another heading\n")
    changed = {stage.__name__ for stage in STAGES if code_digest(stage.__name__) != code_digest(stage.__name__, tmp_path)}
    assert "training.stages.export" in changed
    assert not changed & {f"training.stages.{name}" for name in ("ingest", "validate", "split", "fit", "calibrate")}
