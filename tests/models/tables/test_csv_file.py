from __future__ import annotations

import csv

import pytest

from models.tables.csv_file import read_csv, sniff
from valuation.field_error import FieldError


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_whatever_its_encoding_and_delimiter(write, encoding, delimiter):
    path = write("t.csv", {"编号": ["007", "008"], "名称": ["电池", "风机"]}, encoding=encoding, delimiter=delimiter)
    raw = read_csv(path)
    assert raw.names == ("编号", "名称")
    assert raw.columns["编号"].to_pylist() == ["007", "008"]
    assert raw.lines is not None and raw.lines.tolist() == [2, 3]


def test_line_breaks_and_quotes_inside_cells_survive(write):
    cells = ["one\ntwo", 'say "x", y', ""]
    assert read_csv(write("t.csv", {"a": cells, "b": ["1", "2", "3"]})).columns["a"].to_pylist() == cells


def test_uneven_records_keep_their_place(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n3\n4,5,6\n7,8\n", encoding="utf-8")
    raw = read_csv(path)
    assert raw.rows == 4 and sorted(raw.broken) == [1, 2]
    assert raw.columns["b"].to_pylist() == ["2", "", "5", "8"]
    assert "1 cells, the header 2" in raw.broken[1].en and "表头有2个" in raw.broken[1].zh


@pytest.mark.parametrize("header", ["a,b", "a," + "b" * 200_000])
def test_a_very_long_cell_among_uneven_records_is_read(tmp_path, header):
    csv.field_size_limit(131_072)  # as in a fresh process, whatever ran before
    cell = "长" * 200_000
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n1,{cell}\n3\n", encoding="utf-8")
    raw = read_csv(path)
    assert raw.columns["a"].to_pylist() == ["1", "3"] and raw.columns[raw.names[1]][0].as_py() == cell
    assert list(raw.broken) == [1]


def test_a_quotation_mark_never_closed_is_named(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,"x\n2,y\n3,z\n', encoding="utf-8")
    with pytest.raises(FieldError, match="never closed"):
        read_csv(path)


def test_an_inch_mark_is_no_quotation(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,a 5" pipe\n2,y\n', encoding="utf-8")
    assert read_csv(path).columns["b"].to_pylist() == ['a 5" pipe', "y"]


def test_a_header_further_down_is_found_by_its_row(write):
    raw = read_csv(write("t.csv", {"a": ["1"], "b": ["2"]}, above="合同登记表"), header_row=2)
    assert raw.names == ("a", "b") and raw.lines is not None and raw.lines.tolist() == [3]


@pytest.mark.parametrize("content", ["", "\n\n", "a,b"])
def test_a_table_without_rows_is_empty_or_refused(tmp_path, content):
    path = tmp_path / "t.csv"
    path.write_text(content, encoding="utf-8")
    if content.strip():
        assert read_csv(path).rows == 0
    else:
        with pytest.raises(FieldError, match="empty"):
            read_csv(path)


def test_delimiters_inside_quotes_do_not_count():
    assert sniff('"a,b,c,d";e;f') == ";"
