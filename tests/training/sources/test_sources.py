"""The mapping files of the repository, each on the table that it was written for (where that is present) or on a small one of the same columns."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from valuation.five_values import VALUES

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "data"
FILES = {
    "sbir": "sbir/awards.parquet",
    "nsfc": "nsfc/grants.parquet",
    "ref2021": "ref2021/impact.parquet",
    "trl_mentions": "trl/mentions.parquet",
    "sbir_phases": "sbir/phases.parquet",
}

SMALL: dict[str, dict[str, list[Any]]] = {
    "sbir": {
        "row_id": ["S0", "S1", "S2", "S3"],
        "award_id": ["9", "9", "10", "11"],
        "title": ["SBIR Phase I: Lamp", "SBIR Phase II: Lamp", "", "Wing"],
        "abstract": ["a lamp", "a better lamp", "", "a wing"],
        "award_amount_usd": [50_000.0, 500_000.0, 49_000.0, 70_000.0],
        "award_year": [1998, 2000, 1999, 2019],
        "award_date": [None, None, None, None],
        "phase": ["Phase I", "Phase II", "Phase I", "Phase I"],
        "program": ["SBIR"] * 4,
        "agency": ["Department of Defense"] * 4,
        "branch": ["Navy", "Navy", None, "Army"],
        "company": ["ACME, Inc.", "Acme Inc", "Foo", None],
        "state": ["CA"] * 4,
        "n_employees": [None, 10.0, None, None],
        "woman_owned": ["N"] * 4,
        "hubzone": ["N"] * 4,
        "topic_code": [None, "09", None, None],
    },
    "nsfc": {
        "row_id": ["N0", "N1"],
        "项目批准号": [1, 2],
        "项目类别": ["面上项目"] * 2,
        "项目名称": ["企业创新研究", "供应链管理"],
        "依托单位": ["郑州大学"] * 2,
        "金额": [27.0, 18.5],
        "起止年月": ["2016.01-2018.12"] * 2,
        "总评": ["特优", "尚未评估"],
        "起始年": [2016.0, 2016.0],
    },
    "ref2021": {"ics_id": ["a", "b"], "title": ["x", "y"], "summary_impact_type": ["Health", "Technological"], "summary_of_the_impact": ["s", "t"]},
    "trl_mentions": {"row_id": ["T0"], "source": ["cordis"], "id": ["1"], "year": [2015], "title": ["x"], "text_masked": ["y"], "trl_min": [3], "trl_max": [6]},
    "sbir_phases": {
        "row_id": ["P0", "P1"],
        "title": ["x", "y"],
        "abstract": ["", "z"],
        "year": [1990, 1991],
        "phase": ["Phase I", "Phase II"],
        "company": ["A", "B"],
    },
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ContractTable]:
    """Every source read for training."""
    read = {}
    for name in FILES:
        path = SHARED / FILES[name]
        if not path.is_file():
            path = tmp_path_factory.mktemp(name) / "table.parquet"
            pq.write_table(pa.table(SMALL[name]), path)
        read[name] = read_table(path, source(name))
    return read


def source(name: str) -> Any:
    return Mapping.load(ROOT / "training" / "sources" / f"{name}.toml")


@pytest.mark.parametrize("name", FILES)
def test_no_row_of_its_table_is_rejected(tables, name):
    assert len(tables[name]) and not tables[name].rejects
    assert not np.isnat(tables[name].columns.dates).any()


@pytest.mark.parametrize("name", ["sbir", "nsfc"])
def test_a_priced_source_gives_every_row_an_amount(tables, name):
    assert np.isfinite(tables[name].amounts).all()
    assert tables[name].source.price.concept == "grant_amount"


def test_nsfc_amounts_are_whole_yuan_not_ten_thousands(tables):
    assert tables["nsfc"].source.price.currency == "CNY"
    assert tables["nsfc"].amounts.min() > 10_000


def test_the_nsfc_grade_is_a_scientific_score_and_no_attribute(tables):
    table = tables["nsfc"]
    scores = table.scores[:, VALUES.index("scientific")]
    assert set(scores[np.isfinite(scores)]) <= {95, 85, 75, 60, 40} and np.isnan(scores).any()
    assert set(table.columns.categories) == {"grant_category", "institution"}


def test_sbir_stages_are_disjoint_ranges(tables):
    for name in ("sbir", "sbir_phases"):
        assert set(map(tuple, tables[name].levels.tolist())) == {(1, 3), (4, 6)}


def test_both_phases_of_a_project_are_one_project(tmp_path):
    pq.write_table(pa.table(SMALL["sbir"]), tmp_path / "small.parquet")
    projects = read_table(tmp_path / "small.parquet", source("sbir")).projects
    assert projects[0] == projects[1] and len(set(projects)) == 3


def test_sbir_segments_are_the_rules_of_the_programme():
    assert source("sbir").price.segments == ("phase", "agency", "branch")
    assert source("sbir").numbers == ("n_employees",)


def test_ref2021_says_which_value_dominates(tables):
    assert set(tables["ref2021"].dominant) <= {"social", "technical", "cultural", "economic"}
    assert set(tables["ref2021"].columns.dates.tolist()) == {tables["ref2021"].columns.dates[0].item()}


def test_trl_labels_are_ranges(tables):
    levels = tables["trl_mentions"].levels
    assert (levels[:, 0] >= 1).all() and (levels[:, 0] <= levels[:, 1]).all() and (levels[:, 1] <= 9).all()


@pytest.mark.parametrize("name", FILES)
def test_no_source_is_simulated_and_each_names_its_licence(name):
    assert not source(name).simulated and source(name).licence and source(name).language


@pytest.mark.parametrize("name", FILES)
def test_every_source_scores_a_table_without_its_labels(tmp_path, name):
    mapping = source(name)
    labels = {use.column for use in mapping.labels()} - {use.column for use in mapping.inputs()}
    pq.write_table(pa.table({column: cells for column, cells in SMALL[name].items() if column not in labels}), tmp_path / "t.parquet")
    table = read_table(tmp_path / "t.parquet", mapping, purpose="score")
    assert len(table) == len(SMALL[name][str(mapping.id)]) and not table.unreadable


def test_thirty_thousand_awards_are_read_in_seconds(tables, tmp_path):
    n = 30_000
    small = {column: (cells * n)[:n] for column, cells in SMALL["sbir"].items()}
    small |= {"abstract": [f"{at} of a long abstract " * 60 for at in range(n)], "row_id": [f"S{at}" for at in range(n)]}
    pq.write_table(pa.table(small), tmp_path / "t.parquet")
    start = time.perf_counter()
    read_table(tmp_path / "t.parquet", source("sbir"))
    assert time.perf_counter() - start < 15
