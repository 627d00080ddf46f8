"""A group's rates count its own priced rows and each flag apart."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa

from bench.price_check.rates import COLUMNS, NAIVE, marks, rates

CHECKS = pa.table(
    {
        "flags": pa.array([None, "far_outside_interval | split_contracts", "split_contracts", None, None], pa.string()),
        "contract_percentile": pa.array([50.0, 99.9, 0.5, 99.5, None], pa.float64()),
        "contract_price": pa.array([1.0, 1.0, 1.0, 1.0, None], pa.float64()),
        "asking_price": pa.array([None] * 5, pa.float64()),
    }
)


def test_a_row_is_marked_by_each_of_its_flags_and_by_a_bare_percentile() -> None:
    found = marks(CHECKS)
    assert found.keys() == set(COLUMNS)
    assert found["split_contracts"].tolist() == [False, True, True, False, False]
    assert found["any_flag"].tolist() == [False, True, True, False, False]
    assert found[NAIVE].tolist() == [False, True, True, True, False]


def test_rows_without_a_price_are_in_no_group() -> None:
    (everything, last) = rates(CHECKS, {"all": (np.ones(5, bool), ""), "last": (np.arange(5) == 4, "split_contracts")})
    assert (everything.n, everything.marked["any_flag"], everything.share("any_flag")) == (4, 2, 0.5)
    assert last.n == 0 and math.isnan(last.share("any_flag"))
