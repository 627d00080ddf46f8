"""Numbers are those of the customs, letters those of ISO, and China is found under every name."""

from __future__ import annotations

import pytest

from valuation.codes.country import COUNTRY
from valuation.field_error import FieldError


@pytest.mark.parametrize("typed", ["142", "142.0", "156", "CHN", "cn", "中国", "中华人民共和国", "国内", "China", "PRC"])
def test_china_is_china(typed: str) -> None:
    assert COUNTRY.resolve(typed, "seller_country") == "CHN"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("116", "JPN"), ("502", "USA"), ("304", "DEU"), ("344", "RUS"), ("110", "HKG"), ("香港", "HKG"), ("UK", "GBR"), ("美国", "USA"), ("境外", "abroad")],
)
def test_what_registers_write_is_understood(typed: str, code: str) -> None:
    assert COUNTRY.resolve(typed, "buyer_country") == code


@pytest.mark.parametrize("typed", ["840", "392", "276", "NA", "99", "ZZZ"])
def test_numbers_of_iso_and_blanks_of_a_spreadsheet_are_not_taken_for_a_country(typed: str) -> None:
    with pytest.raises(FieldError):
        COUNTRY.resolve(typed, "buyer_country")
