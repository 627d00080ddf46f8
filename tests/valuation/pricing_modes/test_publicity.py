"""The sheet holds the name and the intended price, where it is asked for."""

from __future__ import annotations

from tests.valuation.pricing_modes.conftest import case, cny
from valuation.pricing_modes.answer import PublicitySheet
from valuation.pricing_modes.publicity import publicity_sheet

INTENDED = {"intended_price": {"amount": 1.2e6}}


def test_a_university_puts_up_name_and_intended_price_for_fifteen_days() -> None:
    sheet, missing = publicity_sheet(case(INTENDED), "agreement")
    assert sheet == PublicitySheet(title="一种脱硝催化剂", intended_price=cny(1.2e6), days=15) and not missing
    assert set(PublicitySheet.model_fields) == {"title", "intended_price", "days"}


def test_without_an_intended_price_there_is_no_sheet_and_no_estimate_in_its_place() -> None:
    sheet, missing = publicity_sheet(case(title="  "), "agreement")
    assert sheet is None and [each.field for each in missing] == ["title", "intended_price"]


def test_a_firm_puts_up_nothing() -> None:
    assert publicity_sheet(case(INTENDED, seller_kind="170"), "agreement") == (None, ())
