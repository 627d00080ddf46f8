"""Unit errors planted into a real table: every amount times or over 10,000, 1,000 or 100, drawn by a seed, as if its unit had been mistaken."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

FACTORS = (1e4, 1e3, 1e2, 1e-2, 1e-3, 1e-4)


def name_of(factor: float) -> str:
    """×10,000 or ÷100."""
    return f"×{factor:,.0f}" if factor > 1 else f"÷{1 / factor:,.0f}"


def plant_unit_errors(data: Path, column: str, out: Path, seed: int) -> NDArray[np.float64]:
    """Writes the table with every amount of that column changed; (n,) the factor of each row."""
    table = pq.read_table(data)
    factors: NDArray[np.float64] = np.random.default_rng(seed).choice(FACTORS, table.num_rows)
    amounts = np.asarray(table[column].to_numpy(zero_copy_only=False), dtype=np.float64) * factors
    pq.write_table(table.set_column(table.column_names.index(column), column, pa.array(amounts, pa.float64(), from_pandas=True)), out)
    return factors
