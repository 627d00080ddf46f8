"""The ratio statistics are those of the standard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.ratio_study import Array, cod, mdape, mean_ratio, median_ratio, mki, prb, prd, share_within, vei, weighted_mean_ratio

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = {
    "1_1": (36, 0.8639, 29.82, 0.9833, 0.2323),
    "1_4": (17, 0.8200, 14.52, 0.9766, 0.1355),
    "d_1": (25, 0.9098, 7.507, 1.0269, -0.1198),
    "d_2": (16, 1.0000, 7.813, 1.0558, -0.0109),
}
"""n, median ratio, COD, PRD, PRB of the IAAO tables."""


def table(name: str) -> tuple[Array, Array]:
    rows = np.loadtxt(GOLDEN / f"iaao_table_{name}.csv", delimiter=",", skiprows=2)
    return rows[:, 0], rows[:, 1]


PRICES = st.lists(st.floats(1, 1e9), min_size=3, max_size=30)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_tables_of_the_standard_come_out(name: str) -> None:
    values, prices = table(name)
    n, median, dispersion, differential, bias = EXPECTED[name]
    assert len(values) == n
    assert median_ratio(values, prices) == pytest.approx(median, abs=5e-5)
    assert cod(values, prices) == pytest.approx(dispersion, abs=5e-3)
    assert prd(values, prices) == pytest.approx(differential, abs=5e-5)
    assert prb(values, prices) == pytest.approx(bias, abs=5e-5)


MEANS = {"1_1": (0.8996, 0.9149), "1_4": (0.8272, 0.8470), "d_1": (0.9031, 0.8795), "d_2": (0.9844, 0.9324)}
"""Mean and weighted mean ratio, from the rows of the tables; 0.900 and 0.915 of table 1-1 are what the standard prints."""


@pytest.mark.parametrize("name", MEANS)
def test_the_means_of_the_tables_come_out_and_make_the_prd(name: str) -> None:
    values, prices = table(name)
    assert (mean_ratio(values, prices), weighted_mean_ratio(values, prices)) == pytest.approx(MEANS[name], abs=5e-5)
    assert prd(values, prices) == pytest.approx(mean_ratio(values, prices) / weighted_mean_ratio(values, prices))


@pytest.mark.parametrize("name", EXPECTED)
def test_mki_is_the_ratio_of_two_gini_coefficients(name: str) -> None:
    values, prices = table(name)

    def gini(amounts: Array) -> float:
        """Of all pairs, the amount of the dearer less that of the cheaper by price, over n times the sum."""
        dearer = prices[:, None] > prices[None, :]
        return float((amounts[:, None] - amounts[None, :])[dearer].sum()) / len(prices) / float(amounts.sum())

    assert mki(values, prices) == pytest.approx(gini(values) / gini(prices), rel=1e-9)


def test_mki_does_not_depend_on_the_order_of_equal_prices() -> None:
    prices, values = np.array([1.0, 2.0, 2.0, 5.0]), np.array([1.0, 4.0, 1.0, 5.0])
    swapped = np.array([0, 2, 1, 3])
    assert mki(values[swapped], prices[swapped]) == mki(values, prices)
    assert np.isnan(mki(np.array([1.0, 2.0]), np.array([3.0, 3.0])))


def test_vertical_statistics_tell_which_way_dear_items_are_off() -> None:
    prices = np.exp(np.linspace(1, 8, 60))
    assert mki(prices**0.8, prices) < 0.95 and mki(prices**1.25, prices) > 1.05
    assert vei(prices**0.95, prices) < -10 and vei(prices**1.05, prices) > 10


@pytest.mark.parametrize(("n", "groups"), [(20, 2), (50, 2), (51, 4), (500, 4), (501, 10)])
def test_vei_compares_the_outer_groups_of_as_many_as_the_standard_says(n: int, groups: int) -> None:
    prices = np.exp(np.linspace(1, 8, n))
    level = 1 + 0.01 * np.arange(n) / n
    outer = np.array_split(level, groups)
    assert vei(level * prices, prices) == pytest.approx(100 * (np.median(outer[-1]) - np.median(outer[0])) / np.median(level), rel=1e-9)
    assert np.isnan(vei(prices[:19], prices[:19]))


@given(PRICES, st.floats(0.1, 10))
def test_a_uniform_level_has_no_dispersion_and_no_bias(prices: list[float], level: float) -> None:
    column = np.array(prices)
    assert median_ratio(level * column, column) == pytest.approx(level)
    assert cod(level * column, column) == pytest.approx(0, abs=1e-9)
    assert prd(level * column, column) == pytest.approx(1)
    assert mean_ratio(level * column, column) == pytest.approx(level) == weighted_mean_ratio(level * column, column)
    assert len(set(prices)) == 1 or mki(level * column, column) == pytest.approx(1)
    assert np.isnan(vei(level * column, column)) or vei(level * column, column) == pytest.approx(0, abs=1e-9)


@given(PRICES, st.floats(0.1, 1e6))
def test_currency_and_order_do_not_matter(prices: list[float], rate: float) -> None:
    column = np.array(prices)
    values = column * np.exp(np.sin(np.arange(len(column))))
    order = np.random.default_rng(len(prices)).permutation(len(column))
    for statistic in (median_ratio, mean_ratio, weighted_mean_ratio, cod, prd, mdape, share_within_two, gini_ratio):
        assert statistic(rate * values, rate * column) == pytest.approx(statistic(values, column), rel=1e-9)
        assert statistic(values[order], column[order]) == pytest.approx(statistic(values, column), rel=1e-9)


def share_within_two(values: Array, prices: Array) -> float:
    return share_within(values, prices, 2.0)


def gini_ratio(values: Array, prices: Array) -> float:
    """MKI where prices differ enough for a Gini coefficient to stand above rounding."""
    return mki(values, prices) if np.ptp(prices) > 1e-6 * prices.max() else 1.0


def test_prb_is_negative_when_dear_items_are_appraised_too_low() -> None:
    prices = np.exp(np.linspace(1, 8, 50))
    assert prb(prices**0.95, prices) < -0.01
    assert prb(prices**1.05, prices) > 0.01


def test_prb_reads_as_the_change_of_the_ratio_for_each_doubling() -> None:
    prices = np.exp2(np.arange(11.0))
    values = prices * (1 + 0.01 * (np.arange(11) - 5))
    assert prb(values, prices) == pytest.approx(0.01, abs=5e-4)


def test_items_of_one_size_have_no_slope() -> None:
    assert np.isnan(prb(np.array([7.0, 7.0]), np.array([7.0, 7.0])))


def test_a_perfect_model_of_noisy_prices_shows_a_prd_above_one() -> None:
    noise = np.random.default_rng(1).normal(0, 0.38, 200_000)
    prices = np.exp(0.1 * np.random.default_rng(2).normal(size=200_000) + noise)
    assert prd(prices / np.exp(noise), prices) == pytest.approx(np.exp(0.38**2), rel=0.01)


def test_mdape_is_a_fraction_of_the_price() -> None:
    assert mdape(np.array([110.0, 80.0, 150.0]), np.array([100.0, 100.0, 100.0])) == pytest.approx(0.2)


def test_share_within_counts_both_sides_and_the_border() -> None:
    assert share_within(np.array([50.0, 200.0, 49.0, 201.0]), np.full(4, 100.0), 2) == 0.5
    with pytest.raises(ValueError, match="at least 1"):
        share_within(np.array([1.0]), np.array([1.0]), 0.5)


@pytest.mark.parametrize(
    ("values", "prices"),
    [([], []), ([1.0], [1.0, 2.0]), ([0.0], [1.0]), ([1.0], [-1.0]), ([np.nan], [1.0]), ([1.0], [np.inf])],
)
def test_what_is_no_price_is_refused(values: list[float], prices: list[float]) -> None:
    with pytest.raises(ValueError):
        median_ratio(np.array(values), np.array(prices))
