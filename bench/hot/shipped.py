"""Rows for the shipped bundle: simulated contracts of the register that it learned from, read as `make score` reads them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.write import write_table
from training.simulate.market import simulate
from valuation.features import Columns

SOURCE = Path(__file__).resolve().parents[2] / "training" / "sources" / "simulated.toml"
SEED = 5


def shipped_columns(rows: int) -> Columns:
    """That many rows, all different."""
    with tempfile.TemporaryDirectory(prefix="shipped-") as scratch:
        path = Path(scratch) / "contracts.parquet"
        write_table(simulate(rows, SEED), path)
        return read_table(path, Mapping.load(SOURCE), purpose="score").columns
