from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.price_study import price_study
from valuation.price import QUANTILES

NORMAL = np.asarray([-1.6449, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 1.6449])


def perfect(n: int, sigma: float, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Truth, mean and quantiles of a model that knows the distribution."""
    generator = np.random.default_rng(seed)
    centre = generator.normal(12, 0.4, n)
    return centre + generator.normal(0, sigma, n), centre, centre[:, None] + sigma * NORMAL


def test_a_perfect_model_shows_its_nominal_coverage_and_no_bias() -> None:
    study = price_study(*perfect(20_000, 0.5, 1), asked=20_000)
    assert study.cover90 == pytest.approx(0.90, abs=0.01)
    assert study.cover50 == pytest.approx(0.50, abs=0.015)
    assert study.rmse == pytest.approx(0.5, abs=0.01)
    assert study.median_ratio == pytest.approx(1.0, abs=0.02)
    assert study.width90 == pytest.approx(2 * 1.6449 * 0.5)


def test_prd_of_a_perfect_but_noisy_model_breaks_the_housing_range() -> None:
    assert price_study(*perfect(20_000, 0.38, 2), asked=20_000).prd == pytest.approx(np.exp(0.38**2), abs=0.03)


def test_a_price_outside_the_interval_costs_twenty_times_its_distance() -> None:
    quantiles = np.asarray([[0.0, 0.1, 0.2, 0.5, 0.8, 0.9, 1.0]] * 2)
    study = price_study(np.asarray([0.5, 1.5]), np.asarray([0.5, 0.5]), quantiles, asked=4)
    assert study.winkler90 == pytest.approx(1.0 + 20 * 0.5 / 2)
    assert study.answered == 0.5
    assert study.cover90 == 0.5


def test_within_two_and_mdape_follow_the_median_and_rmse_the_mean() -> None:
    truth = np.log(np.asarray([100.0, 100.0, 100.0]))
    median = np.log(np.asarray([100.0, 150.0, 300.0]))
    quantiles = np.repeat(median[:, None], len(QUANTILES), axis=1)
    study = price_study(truth, truth, quantiles, asked=3)
    assert study.rmse == 0.0
    assert study.mdape == pytest.approx(0.5)
    assert study.within2 == pytest.approx(2 / 3)


@given(st.integers(2, 40), st.integers(0, 10_000))
def test_pinball_is_least_for_the_true_quantiles(n: int, seed: int) -> None:
    truth = np.random.default_rng(seed).normal(0, 1, n)
    own = np.repeat(np.quantile(truth, QUANTILES, method="inverted_cdf")[None, :], n, axis=0)
    best = price_study(truth, truth, own, asked=n).pinball
    assert best <= price_study(truth, truth, own + 0.3, asked=n).pinball + 1e-12
    assert all(np.isfinite(value) or name == "prb" for name, value in asdict(price_study(truth, truth, own, asked=n)).items())
