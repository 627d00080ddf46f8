from __future__ import annotations

from datetime import date, datetime, time

import pyarrow as pa
import pytest

from models.tables.raw_table import from_cells, plain, tidy_name


@pytest.mark.parametrize(("name", "tidy"), [("\ufeffid", "id"), (" 金额 ", "金额"), ("合同\n金额", "合同 金额"), ("", "")])
def test_names_lose_marks_and_outer_blanks(name, tidy):
    assert tidy_name(name) == tidy


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        ([1, 2.5, ""], pa.float64(), [1.0, 2.5, None]),
        ([True, "", False], pa.bool_(), [True, None, False]),
        ([date(2019, 5, 1), datetime(2020, 1, 2, 3), ""], pa.date32(), [date(2019, 5, 1), date(2020, 1, 2), None]),
        ([1.0, "x", date(2019, 5, 1)], pa.large_string(), ["1", "x", "2019-05-01"]),
        ([True, 1.0], pa.large_string(), ["true", "1"]),
        ([time(3, 4), ""], pa.large_string(), ["03:04:00", None]),
        (["", ""], pa.large_string(), [None, None]),
        ([], pa.large_string(), []),
    ],
)
def test_cells_of_one_kind_keep_it_and_others_become_texts(cells, kind, values):
    column = from_cells(cells)
    assert column.type == kind and column.to_pylist() == values


def test_chunks_become_one_array_and_missing_texts_null():
    column = pa.chunked_array([["a", " - "], ["b", None]])
    assert plain(column, ("-",)).to_pylist() == ["a", None, "b", None]
    assert plain(pa.chunked_array([], pa.string())).to_pylist() == []
