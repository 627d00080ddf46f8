from __future__ import annotations

import pytest

from models.tables.mapping_parts import TableLayout
from models.tables.open_table import open_table
from valuation.field_error import FieldError


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet", "T.CSV"])
def test_the_suffix_chooses_the_reader(write, name):
    raw = open_table(write(name.lower(), {"a": ["x"], "b": ["y"]}))
    assert raw.columns["b"].to_pylist() == ["y"]


@pytest.mark.parametrize(("name", "reason"), [("absent.csv", "no such file"), ("notes.docx", "no table format")])
def test_an_absent_or_unknown_file_is_refused(tmp_path, name, reason):
    (tmp_path / "notes.docx").write_text("x", encoding="utf-8")
    with pytest.raises(FieldError, match=reason):
        open_table(tmp_path / name)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet"])
def test_texts_that_mean_missing_are_null_everywhere(write, name):
    raw = open_table(write(name, {"a": ["x", " 待补 ", "z"]}), TableLayout(missing=("待补",)))
    assert raw.columns["a"].to_pylist() == ["x", None, "z"]
