"""Quantiles, spreads, confidence and percentiles of a predicted price."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.price import (
    CONFIDENCE_BINS,
    PRICE_CONCEPTS,
    QUANTILE_NAMES,
    QUANTILES,
    confidence_level,
    percentile_of,
    sigma_log,
    spread_factor,
)

Z = np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])
NORMAL = 12 + 0.8 * Z
DISTRIBUTIONS = st.lists(st.floats(-30, 30), min_size=7, max_size=7).map(lambda values: np.sort(np.array(values)))
AMOUNTS = st.floats(-60, 60)


def test_names_are_those_of_the_quantiles() -> None:
    assert [f"p{100 * quantile:02.0f}" for quantile in QUANTILES] == list(QUANTILE_NAMES)


def test_every_price_concept_has_two_labels() -> None:
    assert all(zh and en.isascii() for zh, en in PRICE_CONCEPTS.values())


def test_sigma_is_that_of_the_normal_with_the_same_interval() -> None:
    assert sigma_log(NORMAL[1:2], NORMAL[5:6]) == pytest.approx(0.8, rel=1e-6)


def test_confidence_falls_from_7_to_0_as_the_spread_grows() -> None:
    sigmas = np.array([0.0, 0.15, 0.16, 0.25, 0.40, 0.60, 0.80, 1.00, 1.30, 1.31, 9.0])
    assert confidence_level(sigmas).tolist() == [7, 7, 6, 6, 5, 4, 3, 2, 1, 0, 0]
    assert len(CONFIDENCE_BINS) == 7 and list(CONFIDENCE_BINS) == sorted(CONFIDENCE_BINS)


def test_the_spread_factor_multiplies() -> None:
    assert spread_factor(np.array([0.0, math.log(2)])) == pytest.approx([1.0, 2.0])


@pytest.mark.parametrize(("at", "level"), list(enumerate(QUANTILES)))
def test_a_quantile_stands_at_its_own_level(at: int, level: float) -> None:
    assert percentile_of(float(NORMAL[at]), NORMAL) == pytest.approx(100 * level)


@pytest.mark.parametrize(("z", "percent"), [(-2.326348, 1.0), (-3.090232, 0.1), (2.326348, 99.0), (3.090232, 99.9)])
def test_the_tails_of_a_normal_are_those_of_the_normal(z: float, percent: float) -> None:
    assert percentile_of(12 + 0.8 * z, NORMAL) == pytest.approx(percent, abs=1e-4)


@given(DISTRIBUTIONS, AMOUNTS, AMOUNTS)
def test_a_higher_amount_never_has_a_lower_percentile(quantiles: np.ndarray, one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert percentile_of(low, quantiles) <= percentile_of(high, quantiles) + 1e-9


@given(DISTRIBUTIONS, AMOUNTS)
def test_a_percentile_lies_strictly_between_0_and_100(quantiles: np.ndarray, amount: float) -> None:
    assert 0 < percentile_of(amount, quantiles) < 100


@given(DISTRIBUTIONS, st.floats(1e-3, 100))
def test_the_tails_lie_beyond_the_outer_quantiles(quantiles: np.ndarray, beyond: float) -> None:
    assert 0 < percentile_of(float(quantiles[0]) - beyond, quantiles) < 5
    assert 95 < percentile_of(float(quantiles[-1]) + beyond, quantiles) < 100


@given(st.lists(st.floats(0.05, 3), min_size=7, max_size=7).map(lambda steps: np.cumsum(np.array(steps))))
def test_the_percentile_is_continuous_at_the_outer_quantiles(quantiles: np.ndarray) -> None:
    hair = 1e-9
    assert percentile_of(float(quantiles[0]) - hair, quantiles) == pytest.approx(percentile_of(float(quantiles[0]), quantiles), abs=1e-5)
    assert percentile_of(float(quantiles[-1]) + hair, quantiles) == pytest.approx(percentile_of(float(quantiles[-1]), quantiles), abs=1e-5)


@pytest.mark.parametrize("quantiles", [np.zeros(6), np.arange(7.0)[::-1], np.array([0, 1, 2, np.nan, 4, 5, 6.0])])
def test_what_is_no_distribution_is_refused(quantiles: np.ndarray) -> None:
    with pytest.raises(ValueError, match="ascending quantiles"):
        percentile_of(1.0, quantiles)
