"""This pipeline as its users run it."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from bench.quality import pipeline
from bench.quality.digests import content_digest, library_versions, pipeline_code
from bench.quality.measured import CommandFailed
from bench.quality.pipeline import KEY, pipeline_answers
from bench.quality.splits import Split, SplitTables
from tests.bench.quality.conftest import answers, market, write_market

SMALL = """
[encoder]
vocabulary = 2000
dimensions = 16
steps = 10
[price]
rounds = 30
quantile_rounds = 20
origins = 2
text_width = 8
"""


def tables_at(folder: Path) -> tuple[Path, SplitTables]:
    (folder / "asked").mkdir()
    (folder / "work").mkdir()
    taught, source = write_market(market(900), folder)
    asked, _ = write_market(market(40, seed=1, first=2011, last=2012), folder / "asked")
    return source, SplitTables(Split(2010, (2011, 2012)), taught, asked)


def test_answers_of_the_same_code_on_the_same_tables_are_not_made_again(tmp_path: Path) -> None:
    source, tables = tables_at(tmp_path)
    kept = tmp_path / "store" / f"{KEY}-{content_digest([*pipeline_code(), source, tables.taught, tables.asked], library_versions())[:24]}.npz"
    answers(np.arange(40.0)).save(kept)
    found = pipeline_answers(source, tables, np.arange(40), tmp_path / "store", tmp_path / "work")
    assert found.cached and found.mean.tolist() == list(range(40))


def test_answers_made_with_another_library_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, tables = tables_at(tmp_path)
    kept = tmp_path / "store" / f"{KEY}-{content_digest([*pipeline_code(), source, tables.taught, tables.asked], library_versions())[:24]}.npz"
    answers(np.arange(40.0)).save(kept)
    monkeypatch.setattr(pipeline, "library_versions", lambda: "onnxruntime=0")
    monkeypatch.setattr(pipeline, "train_then_score", Mock(side_effect=CommandFailed("trained again")))
    with pytest.raises(CommandFailed, match="trained again"):
        pipeline_answers(source, tables, np.arange(40), tmp_path / "store", tmp_path / "work")


@pytest.mark.slow
def test_the_make_targets_train_and_score_and_leave_nothing_outside_their_folder(tmp_path: Path) -> None:
    source, tables = tables_at(tmp_path)
    (tmp_path / "params.toml").write_text(SMALL)
    rows = np.arange(1, 40)
    found = pipeline_answers(source, tables, rows, tmp_path / "store", tmp_path / "work", tmp_path / "params.toml")
    assert found.mean.shape == (39,) and found.quantiles.shape == (39, 7) and found.answered.all()
    assert np.mean((found.mean - market(40, seed=1, first=2011, last=2012).log_price[rows]) ** 2) < 0.5
    assert found.cost.memory > 50 * 2**20 and found.cost.wall > 1
