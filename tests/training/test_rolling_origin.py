from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.conftest import market, predictions, price_fit
from training.interval import HORIZON
from training.parameters import Parameters
from training.price_model import FORESTS
from training.rolling_origin import (
    LEAST_TEST,
    LEAST_TRAIN,
    origins,
    predict_origins,
    random_origin,
    recent_segment_median,
)
from valuation.price import QUANTILES


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
    cut = random_origin(years, projects, 1, 5_000)
    assert cut.random and not set(projects[cut.train]) & set(projects[cut.test])
    assert sorted([*cut.train, *cut.test]) == list(range(3_000)) and 0.15 < len(cut.test) / 3_000 < 0.25


def test_the_newest_rows_stand_on_both_sides_of_a_random_cut_in_place_of_all() -> None:
    years, projects = np.random.default_rng(0).uniform(2010, 2021, 3_000), np.arange(3_000) // 3
    cut, whole = (random_origin(years, projects, 1, newest) for newest in (500, 3_000))
    chosen = np.concatenate([cut.train, cut.test])
    assert len(chosen) == 500 and years[chosen].min() > np.delete(years, chosen).max() and cut.year == 2020
    assert set(cut.test) <= set(whole.test) and set(cut.train) <= set(whole.train)
    assert 0.12 < len(cut.test) / 500 < 0.28


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
    for name in ("level", "deviation", "mean", "quantiles", "attributes", "recent_median", "listing_mean", "listing_quantiles"):
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
    assert found.quantiles.shape == found.listing_quantiles.shape == (len(found), len(QUANTILES))
    assert (found.deviation > 0).all() and (found.ahead > -0.01).all() and found.ahead.max() < HORIZON + 0.1
    assert found.ahead.std() > 0.3  # beyond the last row that taught, not beyond the cut's year


def test_a_random_cut_looks_no_year_ahead(quick: Parameters) -> None:
    given_market = market(600)
    cut = random_origin(given_market.inputs.years.astype(np.float64), given_market.projects, 1, 5_000)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=3, quantile_rounds=3)))
    assert not predict_origins([cut], given_market.inputs, given_market.log_price, fit, lambda: None).ahead.any()


def test_the_level_is_less_sure_the_further_ahead(quick: Parameters) -> None:
    given_market = market(900)
    cuts = origins(given_market.inputs.years.astype(np.float64), given_market.projects, 1, 5_000)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=3, quantile_rounds=3)))
    found = predict_origins(cuts, given_market.inputs, given_market.log_price, fit, lambda: None)
    near, far = found.ahead < 0.3, found.ahead > 0.8
    assert near.sum() > 10 < far.sum() and found.deviation[far].mean() > 1.02 * found.deviation[near].mean()


def test_a_listing_is_foretold_without_what_only_the_deal_reveals(quick: Parameters) -> None:
    given_market = market(900)
    cuts = origins(given_market.inputs.years.astype(np.float64), given_market.projects, 1, 5_000)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=20, quantile_rounds=5)))
    asked = given_market.inputs.categories.copy()
    asked[cuts[0].test, 2] = ""  # the buyer of every row asked about
    numbers = given_market.inputs.numbers.copy()
    numbers[cuts[0].test, 3] = np.nan
    found = predict_origins(cuts, given_market.inputs, given_market.log_price, fit, lambda: None)
    blind = predict_origins(cuts, replace(given_market.inputs, categories=asked, numbers=numbers), given_market.log_price, fit, lambda: None)
    assert np.array_equal(found.listing_mean, blind.mean) and np.array_equal(found.listing_quantiles, blind.quantiles)
    assert np.mean((found.listing_mean - found.truth) ** 2) > 1.2 * np.mean((found.mean - found.truth) ** 2)
    open_book = predict_origins(cuts, given_market.inputs, given_market.log_price, replace(fit, deal_categories=(), deal_numbers=()), lambda: None)
    assert np.array_equal(open_book.listing_mean, open_book.mean) and np.array_equal(open_book.listing_quantiles, open_book.quantiles)


def test_predictions_are_taken_together_and_seen_as_listings() -> None:
    found = predictions(np.arange(6.0), mean=np.arange(6.0) + 1, listing_mean=np.arange(6.0) + 2, listing_quantiles=np.full((6, 7), 3.0))
    some = found.take(np.arange(6) % 2 == 0)
    assert len(some) == 3 and some.rows.tolist() == [0, 2, 4] and some.mean.tolist() == [1, 3, 5] and some.quantiles.shape == (3, 7)
    seen = found.as_listing()
    assert np.array_equal(seen.mean, found.listing_mean) and np.array_equal(seen.quantiles, found.listing_quantiles)
    assert np.array_equal(seen.truth, found.truth) and np.array_equal(seen.level, found.level)


def test_the_plain_rival_is_the_median_of_the_segments_last_years() -> None:
    keys = [np.asarray([1, 1, 1, 2, 2, 1]), np.asarray([1, 1, 2, 3, 3, 1])]
    years = np.asarray([2020, 2019.5, 2019, 2020, 2018.5, 2010], dtype=np.float32)  # the last row is too old to count
    prices = np.asarray([1.0, 3.0, 8.0, 20.0, 30.0, 99.0])
    asked = [np.asarray([1, 1, 1, 2, 0]), np.asarray([1, 2, 0, 3, 0])]
    found = recent_segment_median(keys, years, prices, asked, 5)
    assert found.tolist() == [2.0, 8.0, 3.0, 25.0, 8.0]  # own cell; own cell; wider one; own cell; all
    assert recent_segment_median([], years, prices, [], 2).tolist() == [8.0, 8.0]
