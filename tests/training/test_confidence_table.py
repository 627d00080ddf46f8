from __future__ import annotations

import numpy as np
import pytest

from tests.training.test_price_study import NORMAL
from training.confidence_table import confidence_table


def test_each_level_keeps_what_it_promises_for_an_honest_model() -> None:
    generator = np.random.default_rng(0)
    sigma = generator.choice([0.1, 0.2, 0.5, 0.9, 2.0], 20_000)
    centre = generator.normal(10, 1, 20_000)
    rows = confidence_table(centre + sigma * generator.normal(size=20_000), centre[:, None] + sigma[:, None] * NORMAL)
    assert [row.level for row in rows] == [7, 6, 4, 2, 0] and sum(row.n for row in rows) == 20_000
    assert [row.sigma for row in rows] == pytest.approx([0.1, 0.2, 0.5, 0.9, 2.0], rel=1e-3)
    for row in rows:
        assert row.rmse == pytest.approx(row.sigma, rel=0.05) and row.factor == pytest.approx(np.exp(row.sigma))
        assert row.cover90 == pytest.approx(0.9, abs=0.02) and row.within_factor == pytest.approx(0.683, abs=0.03)
    assert [row.mdape for row in rows] == sorted(row.mdape for row in rows)


def test_a_promise_that_is_broken_shows_in_its_level_alone() -> None:
    quantiles = np.vstack([np.tile(0.1 * NORMAL, (50, 1)), np.tile(0.5 * NORMAL, (50, 1))])
    truth = np.concatenate([np.full(50, 3.0), np.zeros(50)])
    sure, unsure = confidence_table(truth, quantiles)
    assert (sure.level, sure.rmse, sure.cover90, sure.within_factor) == (7, 3.0, 0.0, 0.0)
    assert (unsure.level, unsure.rmse, unsure.cover90, unsure.within_factor) == (4, 0.0, 1.0, 1.0)
