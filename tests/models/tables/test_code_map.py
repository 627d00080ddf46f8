from __future__ import annotations

import pytest

from models.tables.code_map import CodeMap
from valuation.field_error import FieldError


def test_codes_are_found_whatever_their_case_width_and_blanks():
    codes = CodeMap({"Phase I": 1, "２": 2}, "error")
    assert [codes.find(cell, "x") for cell in (" phase i ", "2", 2, 2.0, "")] == [1, 2, 2, 2, None]


def test_an_unknown_code_names_the_nearest():
    with pytest.raises(FieldError, match="Did you mean 'Phase II'"):
        CodeMap({"Phase II": 1}, "error").find("Phase Il", "phase")


def test_other_codes_can_be_missing_or_kept():
    assert CodeMap({"a": 1}, "missing").find("b", "x") is None
    assert CodeMap({"a": 1}, "keep").find("b", "x") == "b"


def test_without_codes_every_cell_stands_for_itself():
    assert CodeMap({}, "error").find("b", "x") == "b"
