"""The later rows of the simulated market: what the bundle said of each, and the truth that stands beside it.

Judged are clean rows alone (nothing left out, nothing planted, signed) of projects that did not teach; anomalies are looked for among all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from valuation.five_values import VALUES
from valuation.maturity import LEVELS
from valuation.money import UNITS
from valuation.price import QUANTILE_NAMES

Array = NDArray[np.float64]
WAN = float(UNITS["万元"].factor)


@dataclass(frozen=True)
class Later:
    """n clean rows. `rows` (n,) are their places in the table asked; `price`, `median` (ln(price) as agreed and its true conditional median, NaN without a
    price), `level` (n,) and `scores` (n, 5) are the truth; `point` (n,), `quantiles` (n, 7), `levels` (n, 9) and `told` (n, 5) what the bundle said, NaN
    where it refused.
    """

    rows: NDArray[np.int64]
    price: Array
    median: Array
    level: NDArray[np.int64]
    scores: Array
    point: Array
    quantiles: Array
    levels: Array
    told: Array

    def __len__(self) -> int:
        return len(self.rows)


def read_later(taught: Path, asked: Path, predictions: Path) -> Later:
    """From the Parquet tables of both sides and the predictions for the later one."""
    table, found = pq.read_table(asked), pq.read_table(predictions)
    seen = set(pq.read_table(taught, columns=["project_id"])["project_id"].to_pylist())
    unseen = np.asarray([project not in seen for project in table["project_id"].to_pylist()])
    rows = np.flatnonzero(floats(table, "truth_clean").astype(bool) & unseen)
    truth, said = table.take(pa.array(rows)), found.take(pa.array(rows))
    return Later(
        rows=rows,
        price=np.log(floats(truth, "technology_amount_wan") * WAN),
        median=np.log(floats(truth, "truth_median_wan") * WAN),
        level=floats(truth, "truth_level").astype(np.int64),
        scores=np.column_stack([floats(truth, f"truth_{value}") for value in VALUES]),
        point=np.log(floats(said, "price_point")),
        quantiles=np.log(np.column_stack([floats(said, f"price_{name}") for name in QUANTILE_NAMES])),
        levels=np.column_stack([floats(said, f"trl_p{level}") for level in LEVELS]),
        told=np.column_stack([floats(said, f"value_{value}") for value in VALUES]),
    )


def floats(table: pa.Table, name: str) -> Array:
    """A column as numbers, NaN where it is empty."""
    return np.asarray(table[name].to_numpy(zero_copy_only=False), dtype=np.float64)
