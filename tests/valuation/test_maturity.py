"""Maturity is a distribution over nine ordered levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.maturity import (
    LEVEL_NAMES,
    LEVELS,
    STAGE_NAMES,
    STAGES,
    STEP_NAMES,
    LevelRange,
    expected_level,
    level_probabilities,
    median_level,
    stage_of,
)

EXCEEDANCES = st.lists(st.floats(0, 1), min_size=8, max_size=8).map(lambda values: np.sort(np.array(values))[::-1][None, :])


def certain(level: int) -> np.ndarray:
    return (level > np.arange(1, 9)).astype(np.float64)[None, :]


def test_nine_levels_have_names_in_both_languages() -> None:
    assert tuple(LEVEL_NAMES) == LEVELS == tuple(range(1, 10))
    assert all(zh and en.isascii() for zh, en in LEVEL_NAMES.values())


@pytest.mark.parametrize("level", LEVELS)
def test_a_certain_level_is_its_own_distribution_mean_and_median(level: int) -> None:
    assert level_probabilities(certain(level)).tolist() == [[float(level == each) for each in LEVELS]]
    assert expected_level(certain(level)).tolist() == [level]
    assert median_level(certain(level)).tolist() == [level]


@given(EXCEEDANCES)
def test_probabilities_are_those_of_nine_levels(exceedance: np.ndarray) -> None:
    probabilities = level_probabilities(exceedance)
    assert probabilities.shape == (1, 9)
    assert (probabilities >= 0).all()
    assert probabilities.sum() == pytest.approx(1)
    assert expected_level(exceedance)[0] == pytest.approx((probabilities * np.arange(1, 10)).sum())


@given(EXCEEDANCES)
def test_half_of_the_probability_lies_at_or_below_the_median(exceedance: np.ndarray) -> None:
    below = np.cumsum(level_probabilities(exceedance)[0])
    median = int(median_level(exceedance)[0])
    assert below[median - 1] >= 0.5 - 1e-9
    assert median == 1 or below[median - 2] < 0.5 + 1e-9


@pytest.mark.parametrize(("low", "high"), [(0, 3), (4, 3), (9, 10), (-1, -1)])
def test_a_range_that_is_none_is_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 9"):
        LevelRange(low, high)


def test_a_range_may_be_one_level() -> None:
    assert (LevelRange(4, 4).low, LevelRange(1, 9).high) == (4, 9)


def test_the_extended_scale_goes_on_from_the_nine_levels() -> None:
    assert tuple(STEP_NAMES) == tuple(range(1, 14))
    assert all(STEP_NAMES[level] == LEVEL_NAMES[level] for level in LEVELS)
    assert all(zh and en.isascii() for zh, en in STEP_NAMES.values())


def test_every_step_lies_in_one_of_three_stages() -> None:
    assert [stage_of(step) for step in STEP_NAMES] == ["laboratory"] * 4 + ["engineering"] * 3 + ["industrial"] * 6
    assert STAGES.keys() == STAGE_NAMES.keys()
    with pytest.raises(ValueError, match="from 1 to 13"):
        stage_of(14)
