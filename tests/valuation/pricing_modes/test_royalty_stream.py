"""Present values: from the base date, a stub year first, each period from its middle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuation.pricing_modes.royalty_stream import SalesForecast, sales_present_value

FORECASTS = st.builds(SalesForecast, annual_sales=st.floats(1, 1e9), growth=st.floats(-0.5, 0.5), decay=st.floats(0, 0.5), years_to_sales=st.floats(0, 10))
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_whole_years_from_new_year_are_the_textbook_sum() -> None:
    worth = sales_present_value(SalesForecast(1e6), date(2026, 1, 1), 10, 0.2)
    assert worth == pytest.approx(sum(1e6 / 1.2 ** (year - 0.5) for year in range(1, 11)))


def test_a_stub_year_comes_first_and_grows_by_the_calendar() -> None:
    """From 1 July 2026 for two years: 184/365 of a year, a whole one, and the rest."""
    stub = 184 / 365
    worth = sales_present_value(SalesForecast(100.0, growth=0.1, decay=0.05), date(2026, 7, 1), 2, 0.2)
    step = 1.1 * 0.95
    expected = 100 * (stub / 1.2 ** (stub / 2) + step / 1.2 ** (stub + 0.5) + step**2 * (1 - stub) / 1.2 ** (stub + 1 + (1 - stub) / 2))
    assert worth == pytest.approx(expected)


@settings(deadline=None)
@given(FORECASTS, DATES, st.floats(0.1, 50), st.floats(0, 0.9))
def test_a_longer_term_is_worth_more_and_a_higher_rate_less(forecast: SalesForecast, base: date, term: float, rate: float) -> None:
    worth = sales_present_value(forecast, base, term, rate)
    assert sales_present_value(forecast, base, term + 1, rate) >= worth * (1 - 1e-12)
    assert sales_present_value(forecast, base, term, rate + 0.1) <= worth * (1 + 1e-12)


@settings(deadline=None)
@given(st.floats(1, 1e9), DATES, st.floats(0.1, 50))
def test_undiscounted_level_sales_are_sales_times_term(sales: float, base: date, term: float) -> None:
    assert sales_present_value(SalesForecast(sales), base, term, 0.0) == pytest.approx(sales * term)


def test_nothing_is_sold_after_the_term() -> None:
    assert sales_present_value(SalesForecast(1e6, years_to_sales=5), date(2026, 5, 5), 5, 0.2) == 0


def test_the_last_day_of_the_calendar_is_no_error() -> None:
    assert sales_present_value(SalesForecast(1e6), date.max - timedelta(1), 1, 0.2) > 0
