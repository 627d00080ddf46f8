from __future__ import annotations

import numpy as np
import pytest

from training.simulate.published import provinces
from training.simulate.regions import HOME, count_shares, draw_buyers, draw_regions, region_effect, value_shares


def test_shares_of_contracts_and_value_are_whole():
    assert np.allclose(count_shares().sum(axis=0), 1) and np.allclose(value_shares().sum(axis=0), 1)


def test_provinces_together_leave_the_mean_where_it_is_and_sell_the_published_value():
    years = np.full(31, 2021)
    effect = np.exp(region_effect(np.arange(31), years))
    counts = count_shares()[:, provinces().years.tolist().index(2021)]
    assert (counts * effect).sum() == pytest.approx(1.0)
    np.testing.assert_allclose(counts * effect, value_shares()[:, provinces().years.tolist().index(2021)])


def test_contracts_are_drawn_at_their_shares():
    drawn = draw_regions(np.full(40_000, 2019), np.random.default_rng(1).random(40_000))
    share = np.bincount(drawn, minlength=31) / len(drawn)
    assert np.abs(share - count_shares()[:, 8]).max() < 0.01


def test_years_before_and_after_the_table_are_its_ends():
    assert region_effect(np.asarray([0, 0]), np.asarray([2010, 2026])).tolist() == region_effect(np.asarray([0, 0]), np.asarray([2011, 2023])).tolist()


def test_most_buyers_are_neighbours_and_a_seller_abroad_finds_one_too():
    regions = np.repeat([3, -1], 10_000)
    buyers = draw_buyers(regions, np.full(20_000, 2020), np.random.default_rng(2).random(20_000))
    assert (buyers[:10_000] == 3).mean() == pytest.approx(HOME, abs=0.06)
    assert buyers.min() >= 0 and buyers.max() < 31
