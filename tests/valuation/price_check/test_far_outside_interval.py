"""A price is far outside by the interval's own width, never within a factor of three of it, and a wrong unit is recognised."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.price_check.far_outside_interval import beyond, far_outside, half_widths, interval_flag, unit_factors
from valuation.price_check.thresholds import THRESHOLDS

LIMITS = replace(THRESHOLDS, beyond=1.0, least_factor=3.0)
Z = np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])


def quantiles(half: float, median: float = math.log(1e6)) -> np.ndarray:
    return median + half / 1.6448536 * Z


def test_distance_counts_from_the_end_of_the_interval_in_its_own_half_width() -> None:
    rows = np.stack([quantiles(1.0)] * 3)
    outside = beyond(np.log(1e6) + np.array([-2.5, 0.9, 3.0]), rows)
    assert outside == pytest.approx([-1.5, 0.0, 2.0], abs=1e-6)
    assert half_widths(outside, rows) == pytest.approx([1.0] * 3, abs=1e-6)


@given(st.floats(0.01, 4), st.floats(-20, 20))
def test_what_is_flagged_lies_beyond_both_limits(half: float, shift: float) -> None:
    rows, amounts = quantiles(half)[None, :], np.array([math.log(1e6) + shift])
    outside, least = abs(float(beyond(amounts, rows)[0])), max(LIMITS.beyond * half, math.log(3))
    flagged = bool(far_outside(amounts, rows, LIMITS)[0])
    assert outside >= least - 1e-6 if flagged else outside < least + 1e-6


@given(st.floats(0.01, 4), st.floats(0, 20), st.floats(0, 20), st.sampled_from([-1, 1]))
def test_farther_out_is_never_less_suspicious(half: float, near: float, more: float, side: int) -> None:
    rows = quantiles(half)[None, :]
    nearer, farther = (far_outside(np.array([math.log(1e6) + side * (half + step)]), rows, LIMITS)[0] for step in (near, near + more))
    assert farther or not nearer


def test_a_narrow_interval_needs_a_factor_of_three() -> None:
    rows = quantiles(0.01)[None, :]
    assert not far_outside(np.log([2.9e6]), rows, LIMITS)[0]
    assert far_outside(np.log([3.2e6]), rows, LIMITS)[0]


@pytest.mark.parametrize("factor", [1e4, 1e3, 1e2, 1e-2, 1e-3, 1e-4])
def test_the_factor_of_a_wrong_unit_is_found(factor: float) -> None:
    assert unit_factors(np.log([1.2e6 * factor]), quantiles(math.log(2.5))[None, :], LIMITS)[0] == pytest.approx(factor)


@pytest.mark.parametrize("ratio", [1.0, 2.0, 10.0, 31.0])
def test_no_unit_explains_what_no_factor_brings_inside(ratio: float) -> None:
    assert unit_factors(np.log([1e6 * ratio]), quantiles(math.log(2.5))[None, :], LIMITS)[0] == 1


def test_a_wrong_unit_is_told_with_the_amount_that_would_fit(given_price, expected) -> None:
    flag = interval_flag(given_price(1.1e10), expected, LIMITS)
    assert flag is not None and flag.code == "far_outside_interval"
    assert "10,000" in flag.en and "CNY 1,100,000" in flag.en and "110万元" in flag.zh and "单位" in flag.zh
    assert [each.kind for each in flag.evidence] == ["interval_low", "interval_high", "corrected_amount"]
    assert flag.evidence[2].amount == pytest.approx(1.1e6)
    small = interval_flag(given_price(130.0), expected, LIMITS)
    assert small is not None and "times 10,000" in small.en and "乘以10,000" in small.zh


def test_another_far_price_is_told_with_its_distance(given_price, expected) -> None:
    limits = replace(LIMITS, unit_factors=())
    high, low = interval_flag(given_price(6e7), expected, limits), interval_flag(given_price(1e3), expected, limits)
    assert high is not None and "15 times the upper end" in high.en and "400万元的15倍" in high.zh
    assert low is not None and "250 times the price" in low.en and "25万元" in low.zh


def test_nothing_is_converted(given_price, expected) -> None:
    assert interval_flag(given_price(1e12, currency="USD"), expected, LIMITS) is None
