from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.numbers import parse_number
from valuation.field_error import FieldError


@given(st.floats(-1e12, 1e12))
def test_every_number_comes_back(number):
    assert parse_number(repr(number), "x") == number == parse_number(number, "x")


@pytest.mark.parametrize(
    ("cell", "unit", "number"), [("24个月", "个月", 24), ("12.5 %", "%", 12.5), ("1,200", "", 1200), ("-3", "", -3), (True, "", 1), ("１２", "", 12)]
)
def test_a_declared_unit_and_grouping_are_understood(cell, unit, number):
    assert parse_number(cell, "x", unit) == number


@pytest.mark.parametrize("cell", ["", None, "-", "n/a", "未知"])
def test_a_missing_number_is_nan(cell):
    assert math.isnan(parse_number(cell, "x"))


@pytest.mark.parametrize("cell", ["24个月", "1,2,3", "one", "1e39", float("inf"), "1_0", "٣"])
def test_anything_else_is_an_error(cell):
    with pytest.raises(FieldError):
        parse_number(cell, "x")
