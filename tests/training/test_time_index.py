from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.time_index import TimeIndex, TimeIndexParameters, fit_time_index, recent_slope

PLAIN = TimeIndexParameters(half_life=2.5, damping=0.0)


def trend(slope: float = 0.1, n: int = 4_000, noise: float = 0.3, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """ln(price), years and segment of contracts of 2010-2020: three segments at −0.5, 0 and +0.5 around a rising level."""
    generator = np.random.default_rng(seed)
    years = generator.uniform(2010, 2020, n)
    segment = generator.integers(1, 4, n)
    return 3 + slope * (years - 2015) + 0.5 * (segment - 2) + generator.normal(0, noise, n), years, segment


def test_a_planted_level_and_its_segments_are_recovered() -> None:
    price, years, segment = trend()
    index = fit_time_index(price, years, [segment], [3], replace(PLAIN, half_life=1.0))
    asked = np.asarray([2013.0, 2015.0, 2017.0])
    for one in (1, 2, 3):
        expected = 3 + 0.1 * (asked - 2015) + 0.5 * (one - 2)
        assert np.abs(index.level(asked, [np.full(3, one)]) - expected).max() < 0.1


@given(st.lists(st.integers(1, 200), min_size=2, max_size=5), st.floats(0.1, 100.0))
@settings(max_examples=40, deadline=None)
def test_an_effect_is_the_segments_mean_shrunk_by_its_number_of_contracts(counts: list[int], shrinkage: float) -> None:
    segment = np.repeat(np.arange(1, len(counts) + 1), counts)
    price = np.random.default_rng(sum(counts)).normal(0, 1, len(segment)) + segment
    index = fit_time_index(price, np.full(len(price), 2015.0), [segment], [len(counts)], replace(PLAIN, shrinkage=shrinkage))
    for one, count in enumerate(counts, start=1):
        own = price[segment == one].mean() - price.mean()
        assert index.effects[0][0, one] == pytest.approx(own * count / (count + shrinkage), abs=1e-9)


def test_a_thin_segment_stays_near_its_parent_and_a_thick_one_does_not() -> None:
    segment = np.repeat([1, 2, 3], [1_000, 1_000, 1])
    price = np.concatenate([np.zeros(1_000), np.full(1_000, 2.0), [9.0]])
    index = fit_time_index(price, np.full(2_001, 2015.0), [segment], [3], PLAIN)
    parent, thick, thin = (index.level(np.asarray([2015.0]), [np.asarray([one])])[0] for one in (0, 2, 3))
    assert thick == pytest.approx(2.0, abs=0.05)
    assert parent < thin < parent + 1.0


def test_an_unknown_segment_stands_at_its_parents_level() -> None:
    price, years, segment = trend()
    child = np.where(segment == 1, 0, segment)  # unknown children were taught too, and must not become a segment of their own
    index = fit_time_index(price, years, [segment, child], [3, 3], PLAIN)
    parent = TimeIndex(index.first, index.last, index.overall, index.effects[:1])
    asked = np.linspace(2008, 2035, 50)
    one = np.ones(50, dtype=np.int64)
    assert np.array_equal(index.level(asked, [one, 0 * one]), parent.level(asked, [one]))
    assert np.array_equal(index.level(asked, [0 * one, 0 * one]), TimeIndex(index.first, index.last, index.overall, ()).level(asked, ()))


@given(st.floats(-0.6, 0.6), st.floats(0.0, 0.95))
@settings(max_examples=30, deadline=None)
def test_the_continuation_is_damped_and_bounded(slope: float, damping: float) -> None:
    price, years, segment = trend(slope, 400)
    index = fit_time_index(price, years, [segment], [3], replace(PLAIN, damping=damping, horizon=12))
    knots = np.ceil(index.last) + np.arange(0, 20.0)
    level = index.level(knots, [np.full(20, 2)])
    steps = np.diff(level)
    assert np.allclose(steps[1:12], damping * steps[:11], atol=1e-9)
    assert np.abs(steps[0]) <= 0.25 * damping + 1e-9
    assert np.abs(level - level[0]).max() <= 0.25 * damping / (1 - damping) + 1e-9
    assert np.allclose(steps[12:], 0)  # beyond the horizon it stands still
    if damping > 0.3 and abs(slope) > 0.1:
        assert np.sign(level[-1] - level[0]) == np.sign(slope)


def test_without_damping_the_level_beyond_the_data_is_flat() -> None:
    price, years, segment = trend(0.3)
    index = fit_time_index(price, years, [segment], [3], PLAIN)
    level = index.level(np.linspace(2020, 2040, 60), [np.full(60, 3)])
    assert np.ptp(level) < 1e-12


@given(st.floats(2005, 2040, allow_nan=False), st.integers(0, 3))
@settings(max_examples=80, deadline=None)
def test_the_level_is_continuous_in_time(year: float, segment: int) -> None:
    index = CONTINUED
    around = index.level(np.asarray([year - 1e-6, year, year + 1e-6]), [np.full(3, segment)])
    assert np.ptp(around) < 1e-5


CONTINUED = fit_time_index(*trend()[:2], [trend()[2]], [3], replace(PLAIN, damping=0.8))


@given(st.floats(2009, 2015))
def test_between_yearly_knots_the_level_is_a_straight_line(year: float) -> None:
    overall, effect = np.asarray([0.0, 3.0, -2.0, 5.0]), np.asarray([[0.0, 1.0], [0, -4], [0, 2], [0, 0]])
    found = TimeIndex(2010, 2013, overall, (effect,)).level(np.asarray([year]), [np.asarray([1])])
    assert found[0] == pytest.approx(np.interp(year, 2010 + np.arange(4), overall + effect[:, 1]), abs=1e-9)


def test_before_the_data_the_level_is_that_of_their_beginning() -> None:
    early = CONTINUED.level(np.asarray([1950.0, 2009.0, 2010.0]), [np.ones(3, dtype=np.int64)])
    assert early[0] == early[1] == early[2]


def test_the_slope_is_that_within_segments_not_of_their_mix() -> None:
    generator = np.random.default_rng(1)
    years = generator.uniform(2010, 2020, 4_000)
    dear = generator.random(4_000) < (years - 2010) / 10  # dear contracts grow more frequent; no price rises
    index = fit_time_index(np.where(dear, 3.0, 0.0), years, [dear.astype(np.int64) + 1], [2], replace(PLAIN, damping=0.9))
    level = index.level(np.asarray([2020.0, 2030.0]), [np.ones(2, dtype=np.int64)])
    assert abs(level[1] - level[0]) < 0.02


def test_few_contracts_or_a_single_year_are_no_ground_for_a_trend() -> None:
    few = fit_time_index(np.arange(9.0), 2010 + np.arange(9.0), [], [], replace(PLAIN, damping=0.9))
    assert few.overall[-1] == few.overall[-11]
    brief = fit_time_index(np.linspace(0, 5, 50), np.linspace(2015.1, 2015.9, 50), [], [], replace(PLAIN, damping=0.9))
    assert brief.overall[-1] == brief.overall[-11]
    assert np.isfinite(brief.level(np.asarray([2015.0, 2015.5, 2016.0, 2030.0]), ())).all()


def test_the_recent_slope_is_half_believed_at_fifty_contracts_and_bounded() -> None:
    for n in (50, 200):
        years = np.linspace(2016.001, 2020.999, n)
        assert recent_slope(0.1 * years, years, []) == pytest.approx(0.1 * n / (n + 50))
        assert recent_slope(-2.0 * years, years, []) == -0.25 and recent_slope(2.0 * years, years, []) == 0.25


def test_the_recent_slope_is_that_of_the_last_five_years() -> None:
    years = np.linspace(2000, 2020, 2_000)
    path = np.where(years > 2015, 3 - 0.1 * (years - 2015), 0.9 * (years - 2000))
    assert recent_slope(path, years, []) == pytest.approx(-0.1, abs=0.015)
    assert recent_slope(path, years, [], span=20.0) > 0.1
