from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.levels import UNLABELLED, between, parse_level
from valuation.field_error import FieldError


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        (5, (5, 5)),
        ("TRL 5", (5, 5)),
        ("trl5", (5, 5)),
        ("5.0", (5, 5)),
        ("五级", (5, 5)),
        ("第七级", (7, 7)),
        ("4-6", (4, 6)),
        ("TRL4~TRL6", (4, 6)),
        ("4至6级", (4, 6)),
    ],
)
def test_a_level_or_range_is_read(cell, ends):
    assert parse_level(cell, "trl") == ends


@pytest.mark.parametrize("cell", ["", None, "无", float("nan")])
def test_an_empty_level_is_no_label(cell):
    assert parse_level(cell, "trl") == UNLABELLED


@pytest.mark.parametrize("cell", [0, 10, "TRL 12", -3, 4.5, "6-4", "high", "3-10"])
def test_a_level_outside_the_scale_is_an_error(cell):
    with pytest.raises(FieldError):
        parse_level(cell, "trl")


@given(st.integers(1, 9), st.integers(1, 9))
def test_two_ends_make_a_range_or_an_error(low, high):
    if low <= high:
        assert between((low, low), (high, high), "trl") == (low, high)
    else:
        with pytest.raises(FieldError, match="above"):
            between((low, low), (high, high), "trl")


def test_a_missing_end_is_open():
    assert between((3, 3), UNLABELLED, "trl") == (3, 9)
    assert between(UNLABELLED, (4, 4), "trl") == (1, 4)
    assert between(UNLABELLED, UNLABELLED, "trl") == UNLABELLED
