from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.simulate import figures as of
from training.simulate.prices import LEAST, ROUND, draw_prices, hardware_share, heaped, ln_mean_level, ln_mean_size, ln_median_of, spread_of, topic_effects
from training.simulate.strata import FIRM, LICENCE, PUBLIC, SERVICE, TRANSFER, strata
from training.simulate.topics import topics


def level(group: str, mode: str, year: float) -> float:
    return float(ln_mean_level(np.asarray([group]), np.asarray([mode]), np.asarray([year]))[0])


def test_the_level_is_the_mean_of_its_stratum():
    years, means = strata().mean_path(FIRM, SERVICE)
    assert np.exp(level(FIRM, SERVICE, 2019.62)) == pytest.approx(means[years == 2019][0])


def test_contracts_without_a_price_count_in_the_published_mean():
    years, means = strata().mean_path(PUBLIC, LICENCE)
    assert np.exp(level(PUBLIC, LICENCE, 2021.62)) == pytest.approx(means[years == 2021][0] / (1 - of.FREE[PUBLIC] - of.ROYALTY[PUBLIC]))


def test_universities_rights_fall_while_firms_services_rise():
    assert level(PUBLIC, TRANSFER, 2023) - level(PUBLIC, TRANSFER, 2018.62) < -0.4
    assert level(FIRM, SERVICE, 2023) - level(FIRM, SERVICE, 2017) > 0.4


@pytest.mark.parametrize("mode", [TRANSFER, SERVICE])
def test_all_that_spreads_prices_leaves_the_mean_of_a_stratum(facts, mode):
    rows = (facts.modes == mode) & (facts.groups == (PUBLIC if mode == TRANSFER else FIRM))
    relative = ln_median_of(facts) - facts.size + ln_mean_size(facts.groups, facts.modes) + spread_of(facts) ** 2 / 2
    relative += np.log1p(of.HARDWARE_MEAN * hardware_share(facts)) - ln_mean_level(facts.groups, facts.modes, facts.years)
    assert np.exp(relative[rows]).mean() == pytest.approx(1.0, abs=0.06)


@pytest.mark.parametrize("column", ["levels", "grades", "right_counts", "size"])
def test_more_of_it_is_worth_more(facts, column):
    more = dataclasses.replace(facts, **{column: getattr(facts, column) + 1})
    rows = facts.modes == TRANSFER
    gain = ln_median_of(more) - ln_median_of(facts) + (spread_of(more) ** 2 - spread_of(facts) ** 2) / 2
    assert (gain[rows] > 0).all()


def test_an_exclusive_licence_is_worth_more_than_an_ordinary_one(facts):
    rows = facts.modes == LICENCE
    medians = [ln_median_of(dataclasses.replace(facts, exclusivities=np.full(len(facts), kind)))[rows] for kind in ("ordinary", "sole", "exclusive")]
    assert (medians[0] < medians[1]).all() and (medians[1] < medians[2]).all()


def test_what_is_young_is_hard_to_price(facts):
    young, mature = (spread_of(dataclasses.replace(facts, levels=np.full(len(facts), at))) for at in (3, 9))
    assert (young > mature).all() and 0.85 <= spread_of(facts).mean() <= 1.1


def test_terms_alone_are_no_price_and_equity_has_a_total(facts):
    prices = draw_prices(facts, np.random.default_rng(6))
    assert (np.isnan(prices.amounts) == facts.unpriced).all() and np.isfinite(prices.ln_median).all()
    equity = facts.payment_modes == "equity"
    assert np.isfinite(prices.totals[equity]).all()
    free = np.isin(facts.payment_modes, ("free", "royalty_on_sales", "royalty_on_profit"))
    assert np.isnan(prices.totals[free]).all() and (prices.expected[free] == 0).all()


def test_prices_scatter_around_the_median_with_the_spread(facts):
    prices = draw_prices(facts, np.random.default_rng(7))
    scaled = (np.log(prices.amounts) - prices.ln_median) / prices.spread
    assert np.nanmean(scaled) == pytest.approx(0, abs=0.03) and np.nanstd(scaled) == pytest.approx(1, abs=0.03)


def test_equipment_raises_the_total_of_work_alone(facts):
    prices = draw_prices(facts, np.random.default_rng(8))
    with_hardware = prices.totals > prices.amounts * 1.001
    assert not with_hardware[facts.rights].any()
    assert with_hardware[facts.modes == SERVICE].mean() == pytest.approx(0.37, abs=0.06)


def test_a_topics_effects_leave_the_mean_of_its_field():
    for start, count in topics().ranges.values():
        assert np.exp(topic_effects()[start : start + count]).mean() == pytest.approx(1.0)


def test_prices_heap_at_round_amounts():
    exact = np.exp(np.random.default_rng(1).normal(3, 1.5, 20_000))
    found = heaped(exact, np.random.default_rng(2))
    mantissa = found / 10 ** np.floor(np.log10(found) + 1e-9)
    liked = np.isclose(mantissa[:, None], np.exp(ROUND)[None, :]).any(axis=1)
    assert 0.45 < liked.mean() < 0.65
    assert np.std(np.log(found / exact)) < 0.1


@given(st.lists(st.floats(1e-8, 1e8), min_size=1, max_size=20), st.integers(0, 99))
def test_rounding_moves_no_price_far_and_leaves_none_below_one_yuan(exact, seed):
    found = heaped(np.asarray(exact), np.random.default_rng(seed))
    assert (found >= LEAST).all()
    large = np.asarray(exact) > 0.01
    assert (np.abs(np.log(found[large] / np.asarray(exact)[large])) < 0.2).all()
