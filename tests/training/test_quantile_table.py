from __future__ import annotations

import numpy as np
import pytest

from tests.training.test_price_study import perfect
from training.price_study import price_study
from training.quantile_table import quantile_table
from valuation.price import QUANTILE_NAMES, QUANTILES


def test_a_perfect_model_has_the_right_share_of_prices_below_each_quantile() -> None:
    truth, _, quantiles = perfect(20_000, 0.5, 1)
    rows = quantile_table(truth, quantiles)
    assert [row.name for row in rows] == list(QUANTILE_NAMES) and [row.level for row in rows] == list(QUANTILES)
    assert [row.below for row in rows] == pytest.approx(list(QUANTILES), abs=0.012)


def test_the_losses_average_to_the_study_s_pinball() -> None:
    truth, mean, quantiles = perfect(100, 0.5, 2)
    rows = quantile_table(truth, quantiles)
    assert np.mean([row.pinball for row in rows]) == pytest.approx(price_study(truth, mean, quantiles, asked=100).pinball)


def test_a_price_on_the_quantile_counts_as_below() -> None:
    assert [row.below for row in quantile_table(np.zeros(3), np.zeros((3, 7)))] == [1.0] * 7
