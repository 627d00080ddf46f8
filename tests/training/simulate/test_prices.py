from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.simulate import figures as of
from training.simulate.facts import draw_facts
from training.simulate.prices import LEAST, ROUND, draw_prices, heaped, ln_level, ln_median_of


@pytest.fixture(scope="module")
def facts():
    return draw_facts(4_000, np.random.default_rng(5))


def level(group: str, kind: str, year: float) -> float:
    return float(ln_level(np.asarray([group]), np.asarray([kind]), np.asarray([year]))[0])


def test_the_level_is_the_stated_median_at_the_base_year():
    assert np.exp(level(of.FIRM, "technical_service", of.BASE_YEAR)) == pytest.approx(of.MEDIANS[of.FIRM]["technical_service"])
    assert np.exp(level(of.PUBLIC, "technical_transfer", of.BASE_YEAR)) == pytest.approx(5.7)


def test_firms_prices_rise_nine_per_cent_a_year():
    assert np.exp(level(of.FIRM, "technical_development", 2023) - level(of.FIRM, "technical_development", 2022)) == pytest.approx(1.09, abs=0.005)


def test_institutes_rights_stand_still_fall_and_then_fall_slower():
    at = {year: level(of.PUBLIC, "technical_transfer", year) for year in (2013, 2017, 2018, 2023, 2024)}
    assert at[2013] == at[2017]
    assert np.exp(at[2018] - at[2017]) == pytest.approx(0.898, abs=0.001)
    assert np.exp(at[2023]) == pytest.approx(4.1, abs=0.1)
    assert -0.05 < at[2024] - at[2023] < 0


@pytest.mark.parametrize("trait", ["size", "market", "novelty"])
def test_more_size_prospects_or_novelty_is_worth_more(facts, trait):
    more = dataclasses.replace(facts, **{trait: getattr(facts, trait) + 1})
    assert (ln_median_of(more) > ln_median_of(facts)).all()


def test_an_exclusive_licence_is_worth_more_than_an_ordinary_one(facts):
    medians = [ln_median_of(dataclasses.replace(facts, exclusivities=np.full(len(facts), kind))) for kind in ("ordinary", "sole", "exclusive")]
    assert (medians[0] < medians[1]).all() and (medians[1] < medians[2]).all()


def test_royalty_alone_is_no_price(facts):
    prices = draw_prices(facts, np.random.default_rng(6))
    assert (np.isnan(prices.amounts) == (facts.payment_modes == "royalty")).all()
    assert np.isfinite(prices.ln_median).all()


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
