"""Only clean rows of projects that did not teach are judged, each beside its own truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.national.later import read_later
from valuation.five_values import VALUES
from valuation.maturity import LEVELS
from valuation.price import QUANTILE_NAMES


def test_rows_that_are_not_clean_or_whose_project_taught_are_left_out(tmp_path: Path) -> None:
    asked = {
        "project_id": ["A", "B", "C", "D"],
        "truth_clean": [True, True, False, True],
        "technology_amount_wan": [10.0, 20.0, 30.0, None],
        "truth_median_wan": [1.0, 2.0, 3.0, 4.0],
        "truth_level": [1, 5, 7, 9],
        **{f"truth_{value}": [10.0, 20.0, 30.0, 40.0] for value in VALUES},
    }
    said = {
        "price_point": [1e5, 2e5, 3e5, None],
        **{f"price_{name}": [1.0, 2.0, 3.0, 4.0] for name in QUANTILE_NAMES},
        **{f"trl_p{level}": [1 / 9] * 4 for level in LEVELS},
        **{f"value_{value}": [50.0, 60.0, 70.0, 80.0] for value in VALUES},
    }
    pq.write_table(pa.table({"project_id": ["A"]}), tmp_path / "taught.parquet")
    pq.write_table(pa.table(asked), tmp_path / "asked.parquet")
    pq.write_table(pa.table(said), tmp_path / "said.parquet")
    found = read_later(tmp_path / "taught.parquet", tmp_path / "asked.parquet", tmp_path / "said.parquet")
    assert found.rows.tolist() == [1, 3] and found.level.tolist() == [5, 9] and found.told[:, 0].tolist() == [60, 80]
    assert np.allclose(found.price[0], np.log(200_000)) and np.allclose(found.median, np.log([20_000, 40_000]))
    assert np.isnan(found.price[1]) and np.isnan(found.point[1])
