"""Grades of grants: who is judged, by what, beside whom."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from numpy.typing import NDArray

from bench.quality.bootstrap import Difference
from bench.quality.grades import BOTH, INSTITUTION_ALONE, SEEDS, GradeAuc, auc, auc_gap, compare_grades, grade_target, newest_fifth
from models.tables.mapping import Mapping
from models.tables.read import read_table

SOURCE = """
name = "tiny-grants"
language = "zh"
id = "row"
title = "title"
[price]
concept = "grant_amount"
amount = "amount"
unit = "万元"
[date]
column = "year"
formats = ["year"]
[values.scores.scientific]
column = "grade"
codes = { "优" = 85, "良" = 75 }
others = "missing"
[attributes]
institution = "category"
"""


@pytest.fixture(scope="module")
def grants(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """600 grants of 2001-2012, one in five not graded and all of 2012; the institution tells the grade, the title nothing."""
    folder = tmp_path_factory.mktemp("grants")
    generator = np.random.default_rng(0)
    years = np.sort(generator.integers(2001, 2013, 600))
    better = generator.random(600) < 0.5
    graded = (generator.random(600) < 0.8) & (years < 2012)
    columns = {
        "row": [f"R{at}" for at in range(600)],
        "title": [f"{'管理' if one else '决策'}研究" for one in generator.integers(0, 2, 600)],
        "amount": np.full(600, 20.0),
        "year": years,
        "institution": [f"{'甲' if one else '乙'}大学" for one in np.where(generator.random(600) < 0.8, better, ~better)],
        "grade": np.where(graded, np.where(better, "优", "良"), "尚未评估").tolist(),
    }
    pq.write_table(pa.table(columns), folder / "grants.parquet")
    (folder / "nsfc.toml").write_text(SOURCE, encoding="utf-8")
    return folder / "grants.parquet", folder / "nsfc.toml"


def test_the_newest_fifth_of_the_graded_is_asked_and_nothing_later_teaches(grants: tuple[Path, Path]) -> None:
    table = read_table(grants[0], Mapping.load(grants[1]))
    taught, asked = newest_fifth(table)
    graded = np.isfinite(table.scores[:, 0])
    assert graded[asked].all() and len(asked) == graded.sum() - int(graded.sum() * 0.8) and not set(taught) & set(asked)
    dates = table.columns.dates
    assert dates[taught].max() <= dates[asked].min() or dates[taught].max() == dates[asked].min()
    assert (~graded[taught]).any() and (dates[taught] < np.datetime64("2012-01-01")).all()


def test_the_pipeline_stands_beside_letters_and_institution_seed_by_seed(grants: tuple[Path, Path], tmp_path: Path) -> None:
    asked_with: list[str] = []

    def perfect(source: Path, taught: Path, asked: Path, params: Path, work: Path) -> NDArray[np.float64]:
        asked_with.append(params.read_text(encoding="utf-8").splitlines()[0])
        return np.asarray([one == "优" for one in pq.read_table(asked)["grade"].to_pylist()], dtype=np.float64)

    found = compare_grades(*grants, tmp_path, lambda step: None, own=perfect)
    assert asked_with == [f"seed = {seed}" for seed in SEEDS] and set(found.pipeline.values()) == {1.0}
    rivals = {one.name: one for one in found.rivals}
    assert 0.7 < rivals[INSTITUTION_ALONE].auc < 0.9 and abs(rivals[BOTH].auc - rivals[INSTITUTION_ALONE].auc) < 0.1
    assert rivals[BOTH].gap.low > 0 and found.targets[0].holds is True
    own = tmp_path / "mine.toml"
    own.write_text("seed = 9\n", encoding="utf-8")
    assert list(compare_grades(*grants, tmp_path, lambda step: None, own, perfect).pipeline) == [SEEDS[0]] and asked_with[-1] == "seed = 9"


def test_one_seed_below_the_rival_misses_the_target() -> None:
    rivals = (GradeAuc(BOTH, 0.61, Difference(0.0, -0.01, 0.01)),)
    assert grade_target({1: 0.62, 2: 0.63}, rivals).holds is True
    assert grade_target({1: 0.62, 2: 0.60}, rivals).holds is False


def test_a_gap_has_an_interval_that_chance_explains() -> None:
    generator = np.random.default_rng(1)
    good = generator.random(400) < 0.4
    same = auc_gap(good, good + generator.normal(0, 1, 400), good + generator.normal(0, 1, 400), draws=200)
    better = auc_gap(good, good + generator.normal(0, 0.3, 400), generator.normal(0, 1, 400), draws=200)
    assert same.low < 0 < same.high and better.low > 0.2


def test_the_auc_counts_ties_half() -> None:
    good = np.asarray([True, True, False, False])
    assert auc(good, np.asarray([3.0, 2.0, 1.0, 0.0])) == 1 and auc(good, np.asarray([3.0, 1.0, 1.0, 0.0])) == 0.875 and auc(good, np.zeros(4)) == 0.5
