"""What a text spells is the number that it means, or no number at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.price_check.numerals import chinese_value, digits_value


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("120", 120), ("1.5", 1.5), (".5", 0.5), ("1,200,000.50", 1_200_000.5), ("1 200 000", 1_200_000), ("1'200", 1_200), ("1.200.000,50", 1_200_000.5),
        ("1,5", 1.5), ("1,250", 1_250), ("1.2.3", None), ("1,2345", None), ("", None),
    ],
)  # fmt: skip
def test_digits_are_read_by_their_separators(spelled: str, value: float | None) -> None:
    assert digits_value(spelled) == value


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("三十万", 300_000), ("叁拾万", 300_000), ("十万", 100_000), ("百万", 1_000_000), ("一百零五", 105), ("壹佰贰拾万", 1_200_000), ("两千三百", 2_300),
        ("五万三千亿", 5_300_000_000_000), ("三万亿", 3_000_000_000_000), ("1亿3000万", 130_000_000), ("3万5千", 35_000), ("35.6万", 356_000),
        ("1,200万", 12_000_000),         ("一万二千三百四十五", 12_345), ("二〇二六", 2_026), ("零", None), ("三元", None), ("", None),
    ],
)  # fmt: skip
def test_characters_are_read_by_their_powers(spelled: str, value: float | None) -> None:
    assert chinese_value(spelled) == value


@given(st.integers(0, 99_999_999))
def test_every_grouped_number_is_read_back(number: int) -> None:
    assert digits_value(f"{number:,}") == number


@given(st.integers(1, 9_999), st.integers(0, 9_999))
def test_tens_of_thousands_in_characters_are_read_back(upper: int, lower: int) -> None:
    assert chinese_value(spelled_chinese(upper) + "万" + spelled_chinese(lower)) == upper * 10_000 + lower


def spelled_chinese(number: int) -> str:
    """A number below 10,000 as a financial document writes it."""
    digits = "零壹贰叁肆伍陆柒捌玖"
    places = [(number // power % 10, name) for power, name in ((1_000, "仟"), (100, "佰"), (10, "拾"), (1, ""))]
    return "".join(f"{digits[digit]}{name}" if digit else "零" for digit, name in places).rstrip("零")
