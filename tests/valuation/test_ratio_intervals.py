from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.test_ratio_study import table
from valuation.ratio_intervals import median_interval, prb_interval, prb_standard_error, student_t, weighted_mean_interval
from valuation.ratio_study import prb

INTERVALS = {
    "1_1": ((0.6836, 1.0667), (0.8061, 1.0236), 0.0771),
    "1_4": ((0.6930, 0.9470), (0.7591, 0.9349), 0.0575),
    "d_1": ((0.8447, 0.9384), (0.8461, 0.9128), 0.0254),
    "d_2": ((0.9000, 1.1000), (0.8033, 1.0614), 0.0209),
}
"""Median, weighted mean, standard error of PRB; of table 1-1 the standard prints 0.684-1.067 and 0.806-1.024."""


@pytest.mark.parametrize("name", INTERVALS)
def test_the_intervals_of_the_tables_come_out(name: str) -> None:
    values, prices = table(name)
    median, mean, error = INTERVALS[name]
    assert median_interval(values / prices) == pytest.approx(median, abs=5e-5)
    assert weighted_mean_interval(values, prices) == pytest.approx(mean, abs=5e-5)
    assert prb_standard_error(values, prices) == pytest.approx(error, abs=5e-5)


def test_the_slope_and_its_error_are_those_of_least_squares() -> None:
    values, prices = table("d_1")
    median = np.median(values / prices)
    size = np.log2(0.5 * (values / median + prices))
    design = np.column_stack([np.ones(len(size)), size])
    relative = (values / prices - median) / median
    (_, slope), squares, *_ = np.linalg.lstsq(design, relative, rcond=None)
    error = float(np.sqrt(squares[0] / (len(size) - 2) * np.linalg.inv(design.T @ design)[1, 1]))
    assert prb(values, prices) == pytest.approx(slope, rel=1e-9) and prb_standard_error(values, prices) == pytest.approx(error, rel=1e-9)
    low, high = prb_interval(values, prices)
    assert high < 0 and (high - low) / 2 == pytest.approx(2.0687 * error, rel=1e-4)


@given(st.integers(1, 400))
def test_the_order_statistics_stand_alike_on_both_sides_of_the_median(n: int) -> None:
    ranks = np.arange(1.0, n + 1)
    low, high = median_interval(np.random.default_rng(n).permutation(ranks))
    if n < 6:
        assert np.isnan(low) and np.isnan(high)
    elif np.isfinite(low):
        assert low + high == pytest.approx(n + 1) and low < np.median(ranks) < high


def test_the_interval_of_the_median_holds_it_95_times_in_100() -> None:
    generator = np.random.default_rng(0)
    for n in (25, 40):
        ends = np.asarray([median_interval(generator.lognormal(0, 0.8, n)) for _ in range(2_000)])
        assert 0.94 < np.mean((ends[:, 0] <= 1) & (ends[:, 1] >= 1)) < 0.985


@pytest.mark.parametrize(("freedom", "point"), [(4, 2.7764), (10, 2.2281), (23, 2.0687), (35, 2.0301), (1000, 1.9623)])
def test_students_t_is_that_of_the_tables(freedom: int, point: float) -> None:
    assert student_t(freedom) == pytest.approx(point, abs=1e-3)


def test_too_few_or_too_equal_contracts_have_no_interval() -> None:
    one, two = np.array([1.0]), np.array([7.0, 7.0, 7.0])
    assert np.isnan(weighted_mean_interval(one, one)).all()
    assert np.isnan(prb_standard_error(two, two)) and np.isnan(prb_interval(two, two)).all()
