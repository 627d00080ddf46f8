"""Every row of a table is judged by the check that a single listing gets, with the table as its past."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.price_findings import Estimates, RowChecks, check_rows
from models.tables.listing_columns import read_listing
from models.tables.mapping import Mapping
from models.tables.open_table import open_table
from models.tables.read import read_table

MAPPING = Mapping.of(
    {
        "id": "id",
        "title": "title",
        "text": "text",
        "price": {"concept": "registered_technology_amount", "amount": "amount", "unit": "万元"},
        "date": {"column": "signed"},
        "party": {"seller": "seller", "buyer": "buyer"},
        "listing": {"price": "asking", "unit": "万元", "date": "listed", "right": "right"},
    }
)
Z = np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])
QUANTILES = math.log(1e6) + Z
ROWS: dict[str, list[Any]] = {
    "id": ["ordinary", "unit", "text", "part 1", "part 2", "first", "second", "third", "nothing"],
    "title": ["甲技术", "乙技术", "丙技术", "丁系统(一)", "丁系统(二)", "戊专利", "戊专利", "戊专利", "己"],
    "text": ["", "", "技术交易额为9万元", "", "", "", "", "", ""],
    "amount": [100.0, 1e6, 90.0, 60.0, 70.0, None, None, None, None],
    "signed": ["2026-01-05"] * 9,
    "seller": ["某大学"] * 9,
    "buyer": ["某公司"] * 9,
    "asking": [None, None, None, None, None, 100.0, 90.0, 80.0, None],
    "listed": [None] * 5 + ["2025-01-01", "2025-03-01", "2025-05-01", None],
    "right": [None] * 5 + ["ZL1", "ZL1", "ZL1", None],
}


@pytest.fixture
def checks(tmp_path: Path) -> Callable[..., list[RowChecks]]:
    def run(quantiles: np.ndarray | None, currency: str = "CNY", **changes: list[Any]) -> list[RowChecks]:
        path = tmp_path / "in.parquet"
        pq.write_table(pa.table({**ROWS, **changes}), path)
        table = read_table(path, MAPPING, purpose="score")
        return list(check_rows(table, read_listing(open_table(path), MAPPING), Estimates(quantiles, currency)))

    return run


def codes(row: RowChecks) -> list[str]:
    return [flag.code for check in (row.asking, row.contract) if check is not None for flag in check.flags]


def test_each_anomaly_is_found_in_its_row_and_in_no_other(checks: Callable[..., list[RowChecks]]) -> None:
    found = {name: codes(row) for name, row in zip(ROWS["id"], checks(np.stack([QUANTILES] * 9)), strict=True)}
    assert found == {
        "ordinary": [],
        "unit": ["far_outside_interval"],
        "text": ["text_amount_disagrees"],
        "part 1": ["split_contracts"],
        "part 2": ["split_contracts"],
        "first": ["serial_relisting"],
        "second": ["serial_relisting"],
        "third": ["serial_relisting"],
        "nothing": [],
    }


def test_a_row_has_a_check_for_each_price_that_it_gives(checks: Callable[..., list[RowChecks]]) -> None:
    rows = checks(np.stack([QUANTILES] * 9))
    assert [(row.asking is None, row.contract is None) for row in rows] == [(True, False)] * 5 + [(False, True)] * 3 + [(True, True)]
    assert rows[0].contract is not None and rows[0].contract.percentile == pytest.approx(50)
    assert rows[5].asking is not None and rows[5].asking.percentile == pytest.approx(50)


def test_a_refused_row_is_not_compared_and_still_read(checks: Callable[..., list[RowChecks]]) -> None:
    quantiles = np.stack([QUANTILES] * 9)
    quantiles[[1, 2]] = np.nan
    for found in (checks(quantiles), checks(None)):
        assert found[1].contract is not None and found[1].contract.percentile is None and codes(found[1]) == []
        assert codes(found[2]) == ["text_amount_disagrees"]


def test_a_price_without_a_day_is_not_checked(checks: Callable[..., list[RowChecks]]) -> None:
    rows = checks(np.stack([QUANTILES] * 9), signed=[None] * 9)
    assert all(row.contract is None for row in rows) and rows[5].asking is not None
