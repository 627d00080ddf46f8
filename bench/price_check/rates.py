"""The share of rows that each flag marks, group by group: a false-alarm rate where the group is ordinary, a detection rate where it is planted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.price_check_table import SEPARATOR
from valuation.price_check.anomaly import ANOMALY_CODES
from valuation.price_check.check import CENTRAL_SHARE

ANY, NAIVE = "any_flag", "outside_98"
"""Beside the flags: any of them; and what a bare percentile would mark, outside the central 98 %."""
COLUMNS = (*ANOMALY_CODES, ANY, NAIVE)


@dataclass(frozen=True)
class GroupRates:
    """`marked` maps each of `COLUMNS` to how many of the group's n rows it marks; `aim` names the column that should mark a planted group, "" for rows
    that nothing should mark, None for rows that need not be found.
    """

    group: str
    n: int
    aim: str | None
    marked: dict[str, int]

    def share(self, column: str) -> float:
        """Marked ÷ rows; NaN for an empty group."""
        return self.marked[column] / self.n if self.n else float("nan")


def marks(checks: pa.Table) -> dict[str, NDArray[np.bool_]]:
    """Column of `COLUMNS` → (n,) whether it marks each row of a table of checks."""
    told = [set(cell.split(SEPARATOR)) if cell else set() for cell in checks["flags"].to_pylist()]
    found: dict[str, NDArray[np.bool_]] = {code: np.fromiter((code in row for row in told), bool, len(told)) for code in ANOMALY_CODES}
    percentile = np.asarray(checks["contract_percentile"].to_numpy(zero_copy_only=False), dtype=np.float64)
    # Not known is not outside: comparisons with NaN are false.
    outside = np.abs(percentile - 50) > CENTRAL_SHARE / 2
    return {**found, ANY: np.fromiter(map(bool, told), bool, len(told)), NAIVE: outside}


def rates(checks: pa.Table, groups: Mapping[str, tuple[NDArray[np.bool_], str | None]]) -> list[GroupRates]:
    """For each group: its rows (n,) and its aim. Rows without any price are in no group, for there is nothing to check."""
    found = marks(checks)
    priced = checks["contract_price"].is_valid().to_numpy() | checks["asking_price"].is_valid().to_numpy()
    chosen = {name: (rows & priced, aim) for name, (rows, aim) in groups.items()}
    return [
        GroupRates(name, int(rows.sum()), aim, {column: int((marked & rows).sum()) for column, marked in found.items()}) for name, (rows, aim) in chosen.items()
    ]
