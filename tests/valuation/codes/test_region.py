"""Every way in which a register names a place ends at its province, and what is no place is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.codes.prefectures import names_alone, names_in_full
from valuation.codes.region import ELSEWHERE, OUTSIDE_CUSTOMS, PROVINCE
from valuation.field_error import FieldError

PROVINCES = [code for code in PROVINCE.entries if code.isdecimal()]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("110108", "110000"),
        ("110108.0", "110000"),
        ("11", "110000"),
        ("110108001", "110000"),
        ("110108 海淀区", "110000"),
        ("京", "110000"),
        ("沪", "310000"),
        ("北京", "110000"),
        ("Beijing", "110000"),
        ("广西", "450000"),
        ("广西自治区", "450000"),
        ("Inner Mongolia", "150000"),
        ("shaanxi", "610000"),
        ("Shanxi", "140000"),
        ("南京市", "320000"),
        ("南京", "320000"),
        ("江苏省南京市", "320000"),
        ("江苏南京市", "320000"),
        ("北京市海淀区", "110000"),
        ("吉林市船营区", "220000"),
        ("海南", "460000"),
        ("海南藏族自治州共和县", "630000"),
        ("延边州", "220000"),
    ],
)
def test_what_registers_write_is_understood(typed: str, code: str) -> None:
    assert PROVINCE.resolve(typed, "seller_region") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("1100", "110000"), ("2102", "210000"), ("3302", "330000"), ("3502", "350000"), ("3702", "370000"), ("4403", "440000"), ("5101", "510000")),
        *(("7100", "hong_kong_macao_taiwan"), ("8000", "elsewhere"), ("710000", "710000")),
    ],
)
def test_the_older_list_of_four_digits_is_read_with_its_two_codes_that_are_no_province(typed: str, code: str) -> None:
    assert PROVINCE.resolve(typed, "seller_region") == code


@pytest.mark.parametrize("typed", ["境外", "国外", "海外", "abroad", "Overseas", "foreign"])
def test_abroad_is_a_code_apart_from_the_elsewhere_of_the_older_list(typed: str) -> None:
    assert PROVINCE.resolve(typed, "buyer_region") == "abroad"
    assert PROVINCE.resolve("其它", "buyer_region") == "elsewhere"


def test_places_outside_the_customs_territory_are_codes_of_the_list() -> None:
    outside = {PROVINCE.resolve(place, "x") for place in ("香港", "澳门特别行政区", "71", "7100", "境外")}
    assert outside == OUTSIDE_CUSTOMS and ELSEWHERE in PROVINCE.entries and ELSEWHERE not in OUTSIDE_CUSTOMS


@pytest.mark.parametrize("typed", ["99", "990000", "12345", "1234567", "中山区", "朝阳区", "朝阳", "吉林大学", "海南区", "2021年"])
def test_what_is_no_place_or_more_than_one_is_refused(typed: str) -> None:
    with pytest.raises(FieldError):
        PROVINCE.resolve(typed, "seller_region")


@given(st.sampled_from(PROVINCES), st.integers(0, 9999))
def test_every_six_digit_code_lies_in_the_province_of_its_first_two(province: str, rest: int) -> None:
    assert PROVINCE.resolve(f"{province[:2]}{rest:04d}", "x") == province


def test_there_are_thirty_four_provinces_and_each_has_a_one_character_name() -> None:
    assert len(PROVINCES) == 34
    short = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新台港澳"
    assert [PROVINCE.resolve(character, "x") for character in short] == PROVINCES


def test_every_city_is_found_by_either_name_and_lies_in_its_province() -> None:
    for name, digits in (*names_in_full(), *names_alone()):
        assert PROVINCE.resolve(name, "x") == f"{digits}0000", name
