"""The figures of one model."""

from __future__ import annotations

import numpy as np
import pytest

from bench.quality.figures import figures, inside


def test_figures_by_hand() -> None:
    truth, mean = np.asarray([1.0, 2.0]), np.asarray([1.0, 3.0])
    quantiles = np.asarray([[0.5, 0.6, 0.8, 1.0, 1.2, 1.4, 1.5], [2.5, 2.6, 2.8, 3.0, 3.2, 3.4, 3.5]])
    found = figures(truth, mean, quantiles)
    assert found.rmse == pytest.approx(np.sqrt(0.5)) and found.cover90 == 0.5 and found.width90 == 1.0
    assert found.winkler90 == pytest.approx((1 + 1 + 20 * 0.5) / 2)
    assert found.mdape == pytest.approx((np.e - 1) / 2)
    assert inside(truth, quantiles).tolist() == [True, False]


def test_lower_pinball_is_for_quantiles_nearer_the_truth() -> None:
    truth = np.random.default_rng(0).standard_normal(500)
    steps = np.linspace(-1.6, 1.6, 7)[None, :]
    near, far = (figures(truth, np.zeros(500), np.repeat(steps + shift, 500, axis=0)) for shift in (0.0, 1.0))
    assert near.pinball < far.pinball and near.winkler90 < far.winkler90
