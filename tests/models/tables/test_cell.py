from __future__ import annotations

from datetime import date

import pytest

from models.tables.cell import cell_text, clean, is_missing


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (7.0, "7"), (0.1, "0.1"), (float("nan"), ""), (True, "true"), (7, "7"), (date(2019, 5, 1), "2019-05-01"), (" x ", " x ")],
)
def test_a_cell_has_one_spelling(cell, text):
    assert cell_text(cell) == text


def test_cleaning_trims_and_narrows():
    assert clean("　１２　") == "12"
    assert is_missing("N/A") and is_missing("暂无") and not is_missing("0")
