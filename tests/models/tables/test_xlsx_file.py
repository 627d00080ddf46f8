from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pytest

from models.tables.xlsx_file import read_xlsx
from valuation.field_error import FieldError


def test_numbers_and_dates_arrive_as_such(write):
    raw = read_xlsx(write("t.xlsx", {"id": [1, 2], "amount": [12.5, None], "on": [date(2019, 5, 1), datetime(2020, 1, 2, 3, 4)], "name": ["电池", "x"]}))
    assert raw.columns["amount"].to_pylist() == [12.5, None]
    assert raw.columns["on"].type == pa.date32() and raw.columns["on"].to_pylist() == [date(2019, 5, 1), date(2020, 1, 2)]


def test_mixed_cells_become_their_text(write):
    raw = read_xlsx(write("t.xlsx", {"amount": [12, "面议", 3.5, None], "on": [date(2019, 5, 1), "2019年6月", "", None], "x": [1, 1, 1, 1]}))
    assert raw.columns["amount"].to_pylist() == ["12", "面议", "3.5", None]
    assert raw.columns["on"].to_pylist() == ["2019-05-01", "2019年6月", None, None]


def test_blank_rows_are_passed_over_and_lines_are_those_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    for row in (["合同登记表"], ["id", "name"], [1, "a"], [None, None], [2, "b"]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    raw = read_xlsx(tmp_path / "t.xlsx", header_row=2)
    assert raw.names == ("id", "name") and raw.rows == 2
    assert raw.lines is not None and raw.lines.tolist() == [3, 5]


def test_a_wrong_sheet_names_the_nearest(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "合同明细"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(FieldError, match="合同明细"):
        read_xlsx(tmp_path / "t.xlsx", "合同明系")


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "t.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(FieldError, match="not a readable workbook"):
        read_xlsx(tmp_path / "t.xlsx")


def test_a_header_row_beyond_the_sheet_is_refused(write):
    with pytest.raises(FieldError, match="header_row"):
        read_xlsx(write("t.xlsx", {"a": [1]}), header_row=9)
