"""Amounts are held in one unit; other spellings of the quantity are converted, other quantities refused."""

from __future__ import annotations

import math

import pytest

from valuation.value_evidence.unit import UNITS


@pytest.mark.parametrize(
    ("unit", "spelling", "factor"),
    [
        ("wan_yuan", "万元", 1.0),
        ("wan_yuan", "亿元", 1e4),
        ("wan_yuan", " 元 ", 1e-4),
        ("yi_yuan_per_year", "亿元/年", 1.0),
        ("yi_yuan_per_year", "万元/年", 1e-4),
        ("wan_yuan_per_year", "元/year", 1e-4),
        ("years", "个月", 1 / 12),
        ("percent", "％", 1.0),
        ("trl", "trl", 1.0),
        ("tco2e_per_year", "万tCO2e/年", 1e4),
        ("tce_per_year", "吨标准煤/年", 1.0),
        ("persons", "万人", 1e4),
    ],
)
def test_another_spelling_of_the_quantity_is_converted(unit: str, spelling: str, factor: float) -> None:
    assert UNITS[unit].factor(spelling) == pytest.approx(factor)


@pytest.mark.parametrize(("unit", "spelling"), [("wan_yuan", "USD"), ("wan_yuan", "万元/年"), ("percent", "年"), ("count", "篇"), ("years", "")])
def test_another_quantity_has_no_factor(unit: str, spelling: str) -> None:
    assert UNITS[unit].factor(spelling) is None


@pytest.mark.parametrize(
    ("unit", "amount", "held"),
    [
        ("trl", 9, True),
        ("trl", 10, False),
        ("trl", 4.5, False),
        ("grade", 0, False),
        ("share", 101, False),
        ("percent", -10, True),
        ("wan_yuan", math.inf, False),
    ],
)
def test_only_amounts_that_can_be_are_held(unit: str, amount: float, held: bool) -> None:
    assert UNITS[unit].holds(amount) is held


@pytest.mark.parametrize(
    ("unit", "zh", "en"),
    [
        ("trl", "1至9之间的整数", "a whole number from 1 to 9"),
        ("share", "0至100之间的数", "a number from 0 to 100"),
        ("percent", "不小于-1,000,000的数(换算后须为有限数)", "a number of at least -1,000,000 (finite when converted)"),
        ("count", "不小于0的整数(换算后须为有限数)", "a whole number of at least 0 (finite when converted)"),
    ],
)
def test_the_numbers_that_are_held_are_said_in_words(unit: str, zh: str, en: str) -> None:
    said = UNITS[unit].range
    assert (said.zh, said.en) == (zh, en)


def test_money_is_written_in_ten_thousands_in_chinese_and_in_yuan_in_english() -> None:
    assert UNITS["wan_yuan"].written(1000) == ("1,000万元", "10,000,000 CNY")
    assert UNITS["yi_yuan_per_year"].written(100) == ("100亿元/年", "10,000,000,000 CNY a year")
    assert UNITS["percent"].written(99.5) == ("99.5%", "99.5%")
