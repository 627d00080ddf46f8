"""A table large enough for its shares and spreads to show; simulated once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from training.simulate.facts import Facts, draw_facts
from training.simulate.market import simulate

ROWS, SEED = 30_000, 7


@pytest.fixture(scope="session")
def table() -> pa.Table:
    return simulate(ROWS, SEED)


@pytest.fixture(scope="session")
def facts() -> Facts:
    return draw_facts(20_000, np.random.default_rng(11))
