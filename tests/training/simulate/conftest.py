"""A table large enough for its shares and spreads to show; simulated once."""

from __future__ import annotations

import pyarrow as pa
import pytest

from training.simulate.market import simulate

ROWS, SEED = 12_000, 7


@pytest.fixture(scope="session")
def table() -> pa.Table:
    return simulate(ROWS, SEED)
