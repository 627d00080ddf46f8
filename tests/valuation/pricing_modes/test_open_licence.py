"""The ceilings of open licences: told for all, warned of for open licences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.valuation.pricing_modes.conftest import case, ln_quantiles, standing
from valuation.pricing_modes.licence import advise_licence
from valuation.pricing_modes.open_licence import ceilings_exceeded
from valuation.pricing_modes.rulebook import OPEN_LICENCE_FEE, OPEN_LICENCE_PROFIT, OPEN_LICENCE_SALES

DEAR: dict[str, Any] = {"annual_sales": {"amount": 1e6}, "operating_margin": 0.1}
CODES = ("open_licence_fee", "open_licence_sales", "open_licence_profit")


@pytest.mark.parametrize("code", CODES)
def test_beyond_a_ceiling_an_open_licence_is_warned_and_another_licence_informed(code: str) -> None:
    for open_licence, expected in ((True, "warning"), (False, "information"), (None, "information")):
        advice = advise_licence(case(DEAR | {"open_licence": open_licence}, ln_quantiles=ln_quantiles(8e7)))
        assert standing(advice, code) == expected


@pytest.mark.parametrize("code", CODES)
def test_below_the_ceilings_there_is_no_warning(code: str) -> None:
    cheap = DEAR | {"annual_sales": {"amount": 1e8}, "open_licence": True}
    assert standing(advise_licence(case(cheap)), code) == "information"


def test_an_open_licence_that_is_not_ordinary_is_warned() -> None:
    assert standing(advise_licence(case({"open_licence": True, "exclusivity": "exclusive"})), "open_licence_ordinary") == "warning"
    assert standing(advise_licence(case({"exclusivity": "exclusive"})), "open_licence_ordinary") == "information"


def test_the_intended_price_is_what_is_judged_and_what_is_unknown_stays_unknown() -> None:
    found = ceilings_exceeded(case({"intended_price": {"amount": 2.1e7}}), "ordinary", None, ())
    assert (found[OPEN_LICENCE_FEE], found[OPEN_LICENCE_SALES], found[OPEN_LICENCE_PROFIT]) == (True, None, None)
    exactly = ceilings_exceeded(case({"intended_price": {"amount": 2e7}}), "ordinary", None, ())
    assert exactly[OPEN_LICENCE_FEE] is False
