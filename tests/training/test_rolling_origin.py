from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.training.conftest import market, price_fit
from training.interval import HORIZON
from training.parameters import Parameters
from training.price_model import FORESTS
from training.rolling_origin import (
    LEAST_TEST,
    LEAST_TRAIN,
    OutOfTime,
    blend_weight,
    conformal_shifts,
    origins,
    predict_origins,
    random_origin,
    recent_segment_median,
)
from valuation.price import QUANTILES

Array = NDArray[np.float64]


def out_of_time(truth: Array, mean: Array | float = 0.0, level: Array | float = 0.0, origin: Array | float = 2020.0) -> OutOfTime:
    """Predictions of any quantile 0."""
    n = len(truth)
    zero = np.zeros(n)
    return OutOfTime(np.arange(n), zero + origin, zero, truth, zero + level, zero + mean, np.zeros((n, len(QUANTILES))), zero, zero)


@given(st.integers(0, 1_000), st.integers(1, 6), st.sampled_from([250, 400, 5_000]))
@settings(max_examples=30, deadline=None)
def test_origins_keep_future_and_projects_apart(seed: int, count: int, newest: int) -> None:
    generator = np.random.default_rng(seed)
    years = np.sort(generator.uniform(2010, 2010 + generator.uniform(1, 12), 1_000))
    projects = generator.integers(0, 600, 1_000)
    found = origins(years, projects, count, newest)
    assert len(found) <= count
    assert [cut.year for cut in found] == sorted((cut.year for cut in found), reverse=True)
    for cut in found:
        assert cut.year % 1 == 0 and not cut.random
        assert (years[cut.train] < cut.year).all()
        assert ((years[cut.test] >= cut.year) & (years[cut.test] < cut.year + HORIZON)).all()
        assert not set(projects[cut.train]) & set(projects[cut.test])
        assert LEAST_TRAIN <= len(cut.train) <= newest and len(cut.test) >= LEAST_TEST
        left_out = np.setdiff1d(np.flatnonzero((years < cut.year) & ~np.isin(projects, projects[cut.test])), cut.train)
        assert len(left_out) == 0 or (len(cut.train) == newest and years[left_out].max() <= years[cut.train].min())


def test_a_cut_with_a_handful_of_rows_behind_it_is_passed_over() -> None:
    years = np.sort(np.concatenate([np.random.default_rng(0).uniform(2010, 2020, 2_000), np.full(LEAST_TEST - 1, 2020.5)]))
    found = origins(years, np.arange(len(years)), 3, 5_000)
    assert [cut.year for cut in found] == [2019, 2018, 2017]


def test_no_rows_and_a_single_year_have_no_origins() -> None:
    assert origins(np.zeros(0), np.zeros(0, dtype=np.int64), 3, 100) == []
    assert origins(np.random.default_rng(0).uniform(2020, 2021, 3_000), np.arange(3_000), 3, 5_000) == []


def test_the_stand_in_for_short_data_is_a_random_fifth_of_the_projects() -> None:
    years, projects = np.random.default_rng(0).uniform(2020, 2021, 3_000), np.arange(3_000) // 3
    cut = random_origin(years, projects, 1)
    assert cut.random and not set(projects[cut.train]) & set(projects[cut.test])
    assert sorted([*cut.train, *cut.test]) == list(range(3_000)) and 0.15 < len(cut.test) / 3_000 < 0.25


def test_no_prediction_knows_anything_of_the_time_after_its_origin(quick: Parameters) -> None:
    """Prices, attributes and texts of everything at or after a cut are turned upside down: what was predicted for rows left alone stays, to the bit."""
    given_market = market(900)
    years = given_market.inputs.years.astype(np.float64)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=8, quantile_rounds=5)))
    calls: list[None] = []
    cut = origins(years, given_market.projects, 1, 5_000)[0]
    before = predict_origins([cut], given_market.inputs, given_market.log_price, fit, lambda: calls.append(None))
    assert len(calls) == FORESTS + 1
    judged, spoiled = cut.test[: len(cut.test) // 2], years >= cut.year
    spoiled[judged] = False
    prices = np.where(years >= cut.year, given_market.log_price + 7, given_market.log_price)  # the judged rows' own prices too
    categories, embedding = given_market.inputs.categories.copy(), given_market.inputs.embedding.copy()
    categories[spoiled], embedding[spoiled] = "future", -embedding[spoiled]
    after = predict_origins([cut], replace(given_market.inputs, categories=categories, embedding=embedding), prices, fit, lambda: None)
    kept = slice(0, len(judged))
    for name in ("level", "mean", "quantiles", "attributes", "recent_median"):
        assert np.array_equal(getattr(before, name)[kept], getattr(after, name)[kept]), name
    assert np.allclose(after.truth[kept], before.truth[kept] + 7)


def test_every_test_row_of_every_origin_is_predicted(quick: Parameters) -> None:
    given_market = market(900)
    cuts = origins(given_market.inputs.years.astype(np.float64), given_market.projects, 2, 5_000)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=8, quantile_rounds=5)))
    found = predict_origins(cuts, given_market.inputs, given_market.log_price, fit, lambda: None)
    assert np.array_equal(found.rows, np.concatenate([cut.test for cut in cuts]))
    assert np.array_equal(found.origin, np.repeat([cut.year for cut in cuts], [len(cut.test) for cut in cuts]))
    assert np.array_equal(found.truth, given_market.log_price[found.rows])
    assert found.quantiles.shape == (len(found), len(QUANTILES))


def test_the_plain_rival_is_the_median_of_the_segments_last_years() -> None:
    keys = [np.asarray([1, 1, 1, 2, 2, 1]), np.asarray([1, 1, 2, 3, 3, 1])]
    years = np.asarray([2020, 2019.5, 2019, 2020, 2018.5, 2010], dtype=np.float32)  # the last row is too old to count
    prices = np.asarray([1.0, 3.0, 8.0, 20.0, 30.0, 99.0])
    asked = [np.asarray([1, 1, 1, 2, 0]), np.asarray([1, 2, 0, 3, 0])]
    found = recent_segment_median(keys, years, prices, asked, 5)
    assert found.tolist() == [2.0, 8.0, 3.0, 25.0, 8.0]  # own cell; own cell; wider one; own cell; all
    assert recent_segment_median([], years, prices, [], 2).tolist() == [8.0, 8.0]


def test_shifts_give_each_quantile_its_share_of_contracts_to_come() -> None:
    generator = np.random.default_rng(0)
    shifts = conformal_shifts(out_of_time(generator.normal(0.4, 1.3, 4_000)))
    assert (np.diff(shifts) > 0).all()
    fresh = generator.normal(0.4, 1.3, 20_000)
    assert np.abs((fresh[:, None] <= shifts).mean(axis=0) - QUANTILES).max() < 0.02


def test_newer_origins_weigh_more() -> None:
    generator = np.random.default_rng(1)
    origin = np.repeat([2010.0, 2020.0], 3_000)
    truth = generator.normal(0, np.where(origin == 2020, 1.0, 3.0))
    fading, even = (conformal_shifts(out_of_time(truth, origin=origin), fading) for fading in (0.5, 1.0))
    fresh = generator.normal(0, 1, 20_000)
    inside = [np.mean((fresh >= shifts[0]) & (fresh <= shifts[-1])) for shifts in (fading, even)]
    assert abs(inside[0] - 0.9) < 0.02 and inside[1] > 0.95


@given(st.integers(20, 400), st.integers(0, 100))
@settings(max_examples=40, deadline=None)
def test_with_equal_weights_a_shift_is_the_conformal_order_statistic(n: int, seed: int) -> None:
    residuals = np.random.default_rng(seed).normal(0, 1, n)
    shifts = conformal_shifts(out_of_time(residuals), 1.0)
    for level, shift in zip(QUANTILES, shifts, strict=True):
        place = np.clip((n + 1) * level, 1, n)  # the (n + 1) rule: the interval's ends lie further out than the sample's own quantiles
        assert shift == pytest.approx(np.interp(place, np.arange(1, n + 1), np.sort(residuals)), abs=1e-9)


def test_few_residuals_still_cover_on_average() -> None:
    generator = np.random.default_rng(2)
    inside = []
    for _ in range(400):
        shifts = conformal_shifts(out_of_time(generator.normal(0, 1, 30)))
        fresh = generator.normal(0, 1, 100)
        inside.append(np.mean((fresh >= shifts[0]) & (fresh <= shifts[-1])))
    assert abs(np.mean(inside) - 0.9) < 0.015


def test_the_trees_keep_the_mean_unless_the_level_is_clearly_better() -> None:
    generator = np.random.default_rng(3)
    signal, wrong = generator.normal(0, 1, (2, 4_000))
    truth = signal + generator.normal(0, 0.5, 4_000)
    assert blend_weight(out_of_time(truth, mean=signal, level=wrong)) == 1.0
    assert blend_weight(out_of_time(truth, mean=wrong, level=signal)) == 0.5
    left, right = signal + generator.normal(0, 0.7, (2, 4_000))
    assert 0.5 < blend_weight(out_of_time(truth, mean=left, level=right)) < 0.8  # two guesses of equal worth
    nearly_alike = signal + generator.normal(0, 0.1, 4_000)
    assert blend_weight(out_of_time(truth, mean=nearly_alike, level=signal)) == 1.0  # a gain of a few per cent buys nothing
