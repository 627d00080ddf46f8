"""The command: a table in, a table of checks out, the amounts never informing an estimate, without any training package."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from models.check_prices import check_prices
from models.score import score_table
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from valuation.money import unit_of

ROOT = Path(__file__).parents[2]
MAPPING = """
id = "contract"
title = "title"
text = "text"
[price]
concept = "registered_technology_amount"
amount = "amount"
unit = "万元"
[date]
column = "signed"
[party]
seller = "seller"
buyer = "buyer"
[listing]
price = "asking"
unit = "万元"
id = "listing"
"""
CONTRACTS: dict[str, list[Any]] = {
    "contract": ["Z9", "A1", "A1", ""],
    "title": ["锂电池正极材料的制备方法", "缺陷检测系统(一)", "缺陷检测系统(二)", "古籍数字化"],
    "text": ["性能稳定，已获专利授权", "技术交易额为9元", "field trial", ""],
    "signed": ["2021-03-04", "2021-03-05", "2021-03-09", "not a day"],
    "amount": ["1000000", "60", "70", "x"],
    "seller": ["某大学", "某大学", "某大学", ""],
    "buyer": ["甲公司", "乙公司", "乙公司", ""],
    "asking": ["", "", "80", "10"],
    "listing": ["", "", "L1", "L2"],
}


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Mapping file and table, columns changed or (None) left out."""

    def written(**changes: list[Any] | None) -> tuple[Path, Path]:
        (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
        arrow_csv.write_csv(pa.table({name: cells for name, cells in {**CONTRACTS, **changes}.items() if cells is not None}), tmp_path / "in.csv")
        return tmp_path / "map.toml", tmp_path / "in.csv"

    return written


@pytest.fixture
def rows(tiny_bundle: Path, table: Callable[..., tuple[Path, Path]], tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    def run(**changes: Any) -> list[dict[str, Any]]:
        check_prices(tiny_bundle, *table(**changes), tmp_path / "out.parquet")
        found: list[dict[str, Any]] = pq.read_table(tmp_path / "out.parquet").to_pylist()
        return found

    return run


def test_every_row_is_answered_in_its_place(rows: Callable[..., list[dict[str, Any]]]) -> None:
    found = rows()
    assert [row["id"] for row in found] == ["Z9", "A1", "A1", ""]
    assert found[0]["flags"] == "far_outside_interval" and found[0]["anomaly"] is True
    assert found[1]["flags"] == "text_amount_disagrees | split_contracts" and found[2]["flags"] == "split_contracts"
    assert found[2]["asking_price"] == 800_000 and found[2]["asking_percentile"] > 0
    assert found[3]["anomaly"] is None and "not a day" in found[3]["refused"] and "not an amount" in found[3]["unread"]


def test_the_estimates_are_those_of_scoring_whatever_the_amounts(
    rows: Callable[..., list[dict[str, Any]]], tiny_scorer: Scorer, table: Callable[..., tuple[Path, Path]]
) -> None:
    source, data = table()
    scored = score_table(tiny_scorer, read_table(data, Mapping.load(source), purpose="score")).price
    assert scored is not None
    for found in (rows(), rows(amount=["1"] * 4, asking=["999"] * 4)):
        assert [row["expected_p50"] for row in found] == [None if np.isnan(price) else price for price in np.exp(scored[:, 3])]


def test_every_row_says_how_it_is_to_be_read(rows: Callable[..., list[dict[str, Any]]], tiny_scorer: Scorer) -> None:
    price = tiny_scorer.bundle.manifest.price
    assert price is not None
    for row in rows():
        assert (row["price_concept"], row["unit"], row["tax_basis"], row["simulated"]) == (price.concept, unit_of(price.currency), price.tax_basis, True)
        assert "no_appraisal" in row["limits"].split() and "非资产评估报告" in row["statement_zh"] and "not an appraisal report" in row["statement_en"]
    assert "simulated" in rows()[0]["assumptions"].split()


def test_a_table_of_listings_alone_needs_no_contract(rows: Callable[..., list[dict[str, Any]]]) -> None:
    found = rows(amount=None, seller=None, buyer=None)
    assert [row["contract_price"] for row in found] == [None] * 4 and found[2]["asking_percentile"] is not None


def test_a_table_without_its_listing_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tiny_bundle: Path, table: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        check_prices(tiny_bundle, *table(asking=None), tmp_path / "out.parquet")
    told = capsys.readouterr().err
    assert "listing.price" in told and "no such column" in told and not (tmp_path / "out.parquet").exists()


def test_the_command_counts_each_flag_and_needs_no_training_package(table: Callable[..., tuple[Path, Path]], tiny_bundle: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    for name in ("torch", "lightgbm", "sklearn", "sentence_transformers", "pandas", "mlflow", "matplotlib", "onnx"):
        (trap / name).mkdir(parents=True)
        (trap / name / "__init__.py").write_text("raise ImportError('not in a light install')")
    source, data = table()
    arguments = ["--bundle", tiny_bundle, "--source", source, "--data", data, "--out", tmp_path / "out.csv"]
    environment = {**os.environ, "PYTHONPATH": f"{trap}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, "-m", "models.check_prices", *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "SIMULATED" in done.stderr and "split_contracts" in done.stderr and "4 rows, 3 with a price" in done.stderr
    assert (tmp_path / "out.csv").read_text("utf-8").startswith('"id","valuation_date"')
