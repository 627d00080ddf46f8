from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.amounts import LARGEST, NoPrice, parse_amount, parse_unit
from valuation.field_error import FieldError
from valuation.money import UNITS

WAN, YUAN, USD = UNITS["万元"], UNITS["元"], UNITS["USD"]


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("12.5", WAN, 125_000),
        ("1,234,567.89", YUAN, 1_234_567.89),
        ("1 234 567", YUAN, 1_234_567),
        ("１２３．５", YUAN, 123.5),
        ("¥1,200.00", YUAN, 1200),
        ("￥ 30", WAN, 300_000),
        ("150万元", YUAN, 1_500_000),
        ("150万", WAN, 1_500_000),
        ("1500000元", WAN, 1_500_000),
        ("人民币150万元整", YUAN, 1_500_000),
        ("1.2亿元", WAN, 120_000_000),
        ("$1,200", USD, 1200),
        ("1200 USD", USD, 1200),
        ("US$ 1.5e6", USD, 1_500_000),
        (50_000, USD, 50_000),
        (27.0, WAN, 270_000),
    ],
)
def test_an_amount_is_read_in_its_unit(cell, unit, amount):
    assert parse_amount(cell, "金额", unit) == pytest.approx(amount)


@given(st.floats(min_value=0.01, max_value=1e9), st.sampled_from([WAN, YUAN, USD]))
def test_every_plain_number_comes_back_times_its_unit(number, unit):
    expected = number * unit.factor
    assert parse_amount(repr(number), "amount", unit) == expected
    assert parse_amount(number, "amount", unit) == expected
    assert parse_amount(f"{number:,.2f}", "amount", unit) == pytest.approx(round(number, 2) * unit.factor)


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_missing_or_a_field_error(text):
    try:
        amount = parse_amount(text, "amount", YUAN)
    except FieldError as error:
        assert error.field == "amount" and error.fix
    else:
        assert math.isnan(amount) or 0 < amount < LARGEST


@pytest.mark.parametrize("cell", ["", None, "-", "N/A", "无", " ", float("nan")])
def test_an_empty_amount_is_missing_not_zero(cell):
    assert math.isnan(parse_amount(cell, "amount", YUAN))


@pytest.mark.parametrize(
    "cell", [0, 0.0, "0", "0.00", "0元", "免费", "无偿转让", "free", "按销售额5%提成", "royalty only", "面议", "negotiable", "undisclosed"]
)
def test_free_royalty_and_open_amounts_are_no_price(cell):
    with pytest.raises(NoPrice):
        parse_amount(cell, "amount", YUAN)


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        *(("0", "nil_unstated"), ("免费许可", "free"), ("royalty only", "royalty_only"), ("专利作价入股", "equity"), ("equity stake", "equity")),
        *(("入门费20万元+销售额3%提成", "entry_fee_and_royalty"), ("entry fee and royalty", "entry_fee_and_royalty"), ("面议", "")),
    ],
)
def test_what_is_no_price_says_on_which_terms_the_deal_is(cell, terms):
    with pytest.raises(NoPrice) as caught:
        parse_amount(cell, "amount", YUAN)
    assert caught.value.terms == terms


@pytest.mark.parametrize("cell", ["abc", "12..5", "1,5", "1.234,56", "10-20", "约150万元", "12 apples", "inf", "1_000", True, "1e400"])
def test_what_is_no_amount_is_an_error_and_not_a_missing_price(cell):
    with pytest.raises(FieldError) as caught:
        parse_amount(cell, "amount", YUAN)
    assert not isinstance(caught.value, NoPrice)


@pytest.mark.parametrize("cell", [-5, "-5", "-1,200元"])
def test_a_negative_amount_says_so(cell):
    with pytest.raises(FieldError, match="negative"):
        parse_amount(cell, "amount", YUAN)


def test_an_amount_beyond_any_contract_points_at_the_unit():
    with pytest.raises(FieldError, match=r"beyond any contract.*万元"):
        parse_amount(1e12, "amount", WAN)


def test_a_cell_in_another_currency_is_no_price_here():
    with pytest.raises(NoPrice, match="USD, this source prices in CNY"):
        parse_amount("1,200 USD", "amount", WAN)


@pytest.mark.parametrize(("cell", "unit"), [("万元", WAN), ("usd", USD), ("美元", USD), ("W", WAN), ("", YUAN)])
def test_a_unit_cell_is_read_by_name_by_code_or_by_default(cell, unit):
    assert parse_unit(cell, "单位", {"W": "万元"}, YUAN) == unit


@pytest.mark.parametrize(("cell", "default"), [("两", YUAN), ("", None)])
def test_an_unknown_or_missing_unit_names_the_fix(cell, default):
    with pytest.raises(FieldError, match=r"unit_codes|\[price\] unit"):
        parse_unit(cell, "单位", {}, default)
