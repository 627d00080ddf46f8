"""A result says what its amounts are, or that it states none."""

from __future__ import annotations

from datetime import date

from valuation.result_basis import ResultBasis


def test_a_result_is_a_statistical_price_estimate_and_never_claims_a_kind_of_value() -> None:
    basis = ResultBasis(valuation_date=date(2026, 11, 22))
    assert basis.kind.zh == "统计价格参考"
    assert (basis.price_concept, basis.currency, basis.unit, basis.tax_basis) == (None, None, None, None)
