"""Every amount of the copy is off by its own factor, the same ones for the same seed; nothing else changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.price_check.planted import FACTORS, name_of, plant_unit_errors


def test_the_copy_differs_in_its_amounts_alone(tmp_path: Path) -> None:
    table = pa.table({"id": ["a", "b", "c"] * 40, "amount": pa.array([5, None, 7] * 40, pa.int64())})
    pq.write_table(table, tmp_path / "in.parquet")
    factors = plant_unit_errors(tmp_path / "in.parquet", "amount", tmp_path / "out.parquet", 3)
    found = pq.read_table(tmp_path / "out.parquet")
    assert found["id"].equals(table["id"]) and set(factors.tolist()) == set(FACTORS)
    assert found["amount"].null_count == 40
    assert np.allclose(found["amount"].to_numpy()[::3], 5 * factors[::3])
    assert np.array_equal(factors, plant_unit_errors(tmp_path / "in.parquet", "amount", tmp_path / "again.parquet", 3))


@pytest.mark.parametrize(("factor", "name"), [(1e4, "×10,000"), (1e-2, "÷100")])
def test_a_factor_has_a_name(factor: float, name: str) -> None:
    assert name_of(factor) == name
