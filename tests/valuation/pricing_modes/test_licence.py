"""A licence: fees, bands, and equivalents for what is known; what is not known is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.valuation.pricing_modes.conftest import case, codes
from valuation.pricing_modes.licence import advise_licence
from valuation.pricing_modes.royalty_stream import SalesForecast, sales_present_value

SALES: dict[str, Any] = {"annual_sales": {"amount": 1e6}}


def test_without_expected_sales_there_are_bands_and_fees_but_no_equivalents() -> None:
    advice = advise_licence(case(technology_field="new_materials"))
    assert advice.bands and advice.fixed_fee is not None and advice.equivalents == ()
    assert {each.field for each in advice.missing} >= {"annual_sales", "operating_margin"}


def test_each_term_has_the_bands_rates_and_the_present_value_that_the_assumptions_give() -> None:
    advice = advise_licence(case(SALES | {"sales_growth": 0.1, "royalty_decay": 0.05}, technology_field="new_materials"))
    assert [each.term_years for each in advice.equivalents] == [3, 5, 10] and advice.assumptions.discount_rate == 0.20
    for each in advice.equivalents:
        worth = sales_present_value(SalesForecast(1e6, 0.1, 0.05), case().facts.valuation_date, each.term_years, 0.20)
        assert each.sales_present_value == pytest.approx(worth)
        assert [row.royalty_rate for row in each.entry_fee_and_royalty] == [0.02, 0.04]


def test_what_was_assumed_is_said_and_what_was_given_is_not() -> None:
    defaults = {"growth_neutral", "decay_neutral", "sales_at_once", "discount_rate_default", "terms_default"}
    assert codes(advise_licence(case(SALES)).notes) >= defaults
    given = SALES | {"sales_growth": 0.0, "royalty_decay": 0.0, "years_to_sales": 0.0, "discount_rate": 0.15, "term_years": 6}
    advice = advise_licence(case(given))
    assert not codes(advice.notes) & defaults and [each.term_years for each in advice.equivalents] == [6]


def test_the_ladder_is_said_to_be_imposed() -> None:
    assert {"ladder_imposed", "estimated_right_assumed"} <= codes(advise_licence(case()).notes)
    assert "estimated_right_assumed" not in codes(advise_licence(case(exclusivity="exclusive")).notes)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"annual_sales": {"amount": 1e9}}, "royalty_above_fixed_fee"),
        ({"annual_sales": {"amount": 1e4}}, "royalty_above_sales"),
        (SALES | {"entry_fee": {"amount": 9e6}}, "entry_fee_above_fixed_fee"),
        (SALES | {"years_to_sales": 4}, "no_sales_in_term"),
        ({"exclusivity": "transfer"}, "asked_for_a_transfer"),
    ],
)
def test_figures_that_do_not_go_together_are_pointed_out(request_: dict[str, Any], said: str) -> None:
    assert said in codes(advise_licence(case(request_)).notes)
    assert said not in codes(advise_licence(case(SALES)).notes)


def test_a_refused_price_leaves_bands_and_rules() -> None:
    advice = advise_licence(case(SALES, ln_quantiles=None))
    assert advice.fixed_fee is None and advice.ladder == () and advice.equivalents == () and advice.bands and advice.rules
