from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.price_study import GATES, PriceStudy, coverage, gate_figures, price_study, rmse
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


def test_a_perfect_model_has_slope_one_and_a_timid_one_a_steeper_slope() -> None:
    truth, mean, quantiles = perfect(10_000, 0.5, 3)
    honest = price_study(truth, mean, quantiles, asked=10_000)
    assert honest.slope_low < 1 < honest.slope_high and honest.slope_high - honest.slope_low < 0.1
    middle = quantiles[:, [3]].mean()
    timid = price_study(truth, mean, middle + 0.5 * (quantiles - middle), asked=10_000)
    assert timid.slope == pytest.approx(2 * honest.slope) and timid.slope_low > 1


def test_the_interval_of_the_slope_allows_for_unequal_spread() -> None:
    held = 0
    for seed in range(200):
        generator = np.random.default_rng(seed)
        median = generator.normal(0, 1, 300)
        truth = median + np.abs(median) * generator.normal(0, 1, 300)
        study = price_study(truth, median, median[:, None] + NORMAL, asked=300)
        held += study.slope_low <= 1 <= study.slope_high
    assert 180 <= held <= 199


def test_where_all_predictions_are_the_same_there_is_no_slope() -> None:
    truth = np.asarray([1.0, 2.0, 3.0, 4.0])
    study = price_study(truth, truth, np.tile(2.5 + NORMAL, (4, 1)), asked=4)
    assert np.isnan(study.slope) and np.isnan(study.slope_low) and study.median_ratio > 0


def test_coverages_are_those_of_their_quantiles_with_both_ends() -> None:
    quantiles = np.tile(np.arange(7.0), (8, 1))
    truth = np.asarray([-1.0, 0.0, 1.0, 2.0, 4.0, 5.0, 6.0, 7.0])
    assert [coverage(truth, quantiles, *ends) for ends in ((0.05, 0.95), (0.10, 0.90), (0.25, 0.75))] == [0.75, 0.5, 0.25]
    study = price_study(truth, truth, quantiles, asked=8)
    assert (study.cover90, study.cover80, study.cover50, study.width90) == (0.75, 0.5, 0.25, 6.0)


def test_what_may_decide_is_marked_and_given_for_one_set_of_rows() -> None:
    truth, mean, quantiles = perfect(500, 0.4, 4)
    study = price_study(truth, mean, quantiles, asked=500)
    assert set(GATES) <= PriceStudy.__dataclass_fields__.keys() and not {"cod", "prd", "prb", "mdape"} & set(GATES)
    assert gate_figures(truth, quantiles) == {name: getattr(study, name) for name in GATES}


@given(st.integers(3, 60), st.integers(0, 10_000), st.floats(-5, 5))
def test_neither_order_nor_currency_changes_a_figure(n: int, seed: int, shift: float) -> None:
    truth, mean, quantiles = perfect(n, 0.5, seed)
    study = asdict(price_study(truth, mean, quantiles, asked=n))
    order = np.random.default_rng(seed).permutation(n)
    for other in (price_study(truth[order], mean[order], quantiles[order], asked=n), price_study(truth + shift, mean + shift, quantiles + shift, asked=n)):
        assert asdict(other) == pytest.approx(study, rel=1e-6, abs=1e-9)


def test_a_right_and_certain_prediction_has_no_error_at_all() -> None:
    truth = np.linspace(1, 4, 50)
    study = price_study(truth, truth, np.repeat(truth[:, None], 7, axis=1), asked=50)
    nothing = (study.rmse, study.mdape, study.pinball, study.crps, study.winkler90, study.width90, study.decile_bias, study.cod)
    assert nothing == pytest.approx((0,) * 8) and study.slope == pytest.approx(1)
    assert (study.median_ratio, study.prd, study.cover90, study.within2, study.answered) == pytest.approx((1,) * 5)
    assert rmse(truth, truth + 2) == pytest.approx(2)


@given(st.integers(2, 40), st.integers(0, 10_000))
def test_pinball_is_least_for_the_true_quantiles(n: int, seed: int) -> None:
    truth = np.random.default_rng(seed).normal(0, 1, n)
    own = np.repeat(np.quantile(truth, QUANTILES, method="inverted_cdf")[None, :], n, axis=0)
    best = price_study(truth, truth, own, asked=n).pinball
    assert best <= price_study(truth, truth, own + 0.3, asked=n).pinball + 1e-12
    assert all(np.isfinite(value) or name == "prb" or name.startswith("slope") for name, value in asdict(price_study(truth, truth, own, asked=n)).items())
