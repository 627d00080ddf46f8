from __future__ import annotations

import numpy as np
import pytest

from tests.training.test_price_study import perfect
from training.decile_bias import decile_biases, largest_bias, predicted_groups


def test_a_decile_that_is_predicted_too_high_is_found_and_measured() -> None:
    truth, _, quantiles = perfect(5_000, 0.2, 1)
    dearest = quantiles[:, 3] >= np.quantile(quantiles[:, 3], 0.9)
    truth[dearest] -= 0.5
    rows = decile_biases(truth, quantiles)
    assert [row.decile for row in rows] == list(range(1, 11)) and all(row.of == 10 and row.n == 500 for row in rows)
    assert rows[-1].ratio == pytest.approx(np.exp(0.5), abs=0.05) and rows[-1].low > 1.5 and rows[-1].cover90 < 0.3
    assert all(row.low < 1.02 and row.high > 0.98 and row.cover90 == pytest.approx(0.9, abs=0.05) for row in rows[:-1])
    assert [row.predicted for row in rows] == sorted(row.predicted for row in rows)
    assert largest_bias(truth, quantiles) == pytest.approx(max(abs(np.log(row.ratio)) for row in rows))


def test_sorting_by_the_outcome_would_show_bias_where_there_is_none() -> None:
    truth, _, quantiles = perfect(5_000, 0.5, 2)
    assert largest_bias(truth, quantiles) < 0.1
    by_outcome = np.argsort(truth)[-500:]
    assert np.median(truth[by_outcome] - quantiles[by_outcome, 3]) > 0.4


@pytest.mark.parametrize(("n", "groups"), [(1, 1), (29, 1), (60, 2), (299, 9), (300, 10), (9_000, 10)])
def test_thin_data_make_fewer_groups(n: int, groups: int) -> None:
    found = predicted_groups(np.random.default_rng(0).normal(size=n))
    assert len(found) == groups and sorted(np.concatenate(found).tolist()) == list(range(n))


def test_a_right_prediction_has_ratio_one_everywhere() -> None:
    truth = np.linspace(1, 5, 100)
    rows = decile_biases(truth, np.repeat(truth[:, None], 7, axis=1))
    assert all(row.ratio == row.low == row.high == row.cover90 == 1 for row in rows)
