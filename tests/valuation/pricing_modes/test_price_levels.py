"""Amounts at quantiles, rounded as their use asks for."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.pricing_modes.conftest import ln_quantiles
from valuation.price import QUANTILES
from valuation.pricing_modes.answer import AmountOutOfRange
from valuation.pricing_modes.price_levels import PriceLevels


@settings(deadline=None)
@given(st.sampled_from(QUANTILES), st.floats(1, 1e12), st.floats(0.05, 2))
def test_a_floor_never_lies_above_its_quantile_nor_a_list_price_below(quantile: float, median: float, sigma: float) -> None:
    levels = PriceLevels(ln_quantiles(median, sigma), "CNY")
    exact = math.exp(levels.ln_quantiles[QUANTILES.index(quantile)])
    assert levels.down(quantile).amount <= exact * (1 + 1e-12)
    assert levels.up(quantile).amount >= exact * (1 - 1e-12)
    assert levels.down(quantile).amount <= levels.nearest(quantile).amount <= levels.up(quantile).amount


def test_a_factor_scales_the_amount_and_the_quantile_stands_beside_it() -> None:
    half = PriceLevels(ln_quantiles(1e6), "USD").nearest(0.5, 0.5)
    assert (half.amount, half.currency, half.quantile) == (500_000, "USD", 0.5)


@pytest.mark.parametrize("wrong", [(1.0,), (1.0, 2.0, 3.0, 2.0, 5.0, 6.0, 7.0), (*range(6), math.nan)])
def test_what_is_no_distribution_is_an_error(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="ascending quantiles"):
        PriceLevels(wrong, "CNY")


@pytest.mark.parametrize("ln_amount", [800.0, 40.0, -800.0])
def test_an_amount_that_no_currency_is_counted_in_is_out_of_range(ln_amount: float) -> None:
    with pytest.raises(AmountOutOfRange):
        PriceLevels((ln_amount,) * 7, "CNY").nearest(0.5)


def test_a_quantile_that_the_model_does_not_give_is_an_error() -> None:
    with pytest.raises(ValueError, match="quantiles between"):
        PriceLevels(ln_quantiles(), "CNY").down(0.01)
