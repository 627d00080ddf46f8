"""Entry fee + present value of the royalty = fixed fee, to the last digit that floats have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.valuation.pricing_modes.conftest import case
from valuation.pricing_modes.exclusivity_ladder import Fee, fee_ladder
from valuation.pricing_modes.licence_equivalents import equivalents
from valuation.pricing_modes.royalty_stream import SalesForecast, sales_present_value

FEE: Fee = fee_ladder(case(exclusivity="ordinary"))[0]


@settings(deadline=None)
@given(
    sales=st.floats(1e4, 1e9),
    growth=st.floats(-0.3, 0.5),
    decay=st.floats(0, 0.3),
    term=st.floats(0.5, 30),
    rate=st.floats(0, 0.5),
    entry_fee=st.none() | st.floats(1, 2e6),
    base=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
)
def test_entry_fee_and_royalty_equal_the_fixed_fee(
    sales: float, growth: float, decay: float, term: float, rate: float, entry_fee: float | None, base: date
) -> None:
    worth = sales_present_value(SalesForecast(sales, growth, decay), base, term, rate)
    found = equivalents(FEE, term, worth, (0.001, 0.01, 0.03), entry_fee, None)
    assert found is not None
    assert found.royalty_alone.median * worth == pytest.approx(FEE.median.amount, rel=1e-12)
    assert found.royalty_alone.low <= found.royalty_alone.median <= found.royalty_alone.high
    for row in found.entry_fee_and_royalty:
        assert row.royalty_present_value == pytest.approx(row.royalty_rate * worth, rel=1e-9)
        if row.entry_fee is None:
            assert row.royalty_present_value > FEE.median.amount
        else:
            assert row.entry_fee >= 0
            assert row.entry_fee + row.royalty_present_value == pytest.approx(FEE.median.amount, rel=1e-12)


def test_a_higher_rate_leaves_a_lower_entry_fee() -> None:
    found = equivalents(FEE, 5, 2e7, (0.01, 0.02, 0.04), None, None)
    assert found is not None
    assert [row.entry_fee for row in found.entry_fee_and_royalty] == pytest.approx([800_000, 600_000, 200_000])


def test_a_given_entry_fee_leaves_the_rest_to_the_royalty() -> None:
    found = equivalents(FEE, 5, 2e7, (), 400_000, 0.25)
    assert found is not None and found.royalty_alone_of_profit is not None
    (row,) = found.entry_fee_and_royalty
    assert row.given == "entry_fee" and row.royalty_rate == pytest.approx(0.03)
    assert found.royalty_alone_of_profit.median == pytest.approx(0.05 / 0.25)


def test_without_sales_there_is_no_equivalent() -> None:
    assert equivalents(FEE, 5, 0.0, (0.01,), None, None) is None
