from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.open_table import open_sliced, open_table
from models.tables.raw_table import RawTable
from models.tables.read import open_to_score, read_slice, read_table
from models.tables.slices import HeldTable, in_slices
from valuation.bilingual import Bilingual
from valuation.field_error import FieldError

N = 60
COLUMNS = {
    "编号": [f"00{row}" for row in range(N)],
    "名称": [f"锂电池\n正极 {row}, 第“{row % 7}”版" for row in range(N)],
    "签订日期": ["", *(["2019-05-01", "2019年6月", "no day"] * N)[: N - 1]],
    # Empty in the first slices, then numbers, then words: whoever guesses types from the beginning reads it otherwise.
    "人数": [""] * 30 + ["007"] * 20 + ["12人", "x"] * 5,
    "转让": (["专利", " 专利", "ＰＡＴＥＮＴ", "软件", ""] * N)[:N],
    "大类": (["技术转让", "技术开发", "技术开发"] * N)[:N],
}
MAPPING = Mapping.of(
    {
        "id": "编号",
        "title": "名称",
        "date": {"column": "签订日期"},
        "attributes": {
            "people": {"kind": "number", "column": "人数", "unit": "人"},
            "kind": {
                "kind": "category",
                "column": "大类",
                "refined": {
                    "column": "转让",
                    "into": {"技术转让": ["patent"], "技术开发": ["software"]},
                    "codes": {"专利": "patent", "软件": "software"},
                    "others": "keep",
                },
            },
        },
    },
    "m.toml",
)


def scored_rows(tables: list[ContractTable]) -> list[tuple[Any, ...]]:
    """What every row of those tables says, whatever the tables are."""
    return [
        (
            table.ids[row],
            int(table.rows[row]),
            table.columns.text[row],
            int(table.columns.titles[row]),
            str(table.columns.dates[row]),
            {name: values[row] for name, values in table.columns.categories.items()},
            {name: str(values[row]) for name, values in table.columns.numbers.items()},
            table.unreadable.get(row),
        )
        for table in tables
        for row in range(len(table))
    ]


@pytest.mark.parametrize("name", ["t.csv", "gb.csv", "uneven.csv", "quote.csv", "t.parquet", "t.xlsx"])
@pytest.mark.parametrize("rows", [1, 7, 30, 60, 1_000])
def test_a_row_means_the_same_wherever_the_table_is_cut(write, name, rows):
    path = write(name, COLUMNS, encoding="gb18030" if name == "gb.csv" else "utf-8")
    if name == "uneven.csv":
        lines = path.read_bytes().split(b"\r\n")
        path.write_bytes(b"\r\n".join([*lines[:40], b"one,two", *lines[40:-20], b"", *lines[-20:]]))
    if name == "quote.csv":
        path.write_bytes(path.read_bytes() + b'A9,a 5" pipe,2019-05-01,,,\r\n')
    whole = read_table(path, MAPPING, purpose="score")
    sliced = open_to_score(path, MAPPING, rows)
    tables = [read_slice(raw, MAPPING) for raw in sliced.slices]
    assert scored_rows(tables) == scored_rows([whole]) and sliced.rows == len(whole) >= N
    assert {len(table) for table in tables[:-1]} <= {rows}
    assert any(reason for *_, reason in scored_rows(tables)), "some rows are refused, with their numbers in the file"


def test_rows_without_an_id_are_numbered_through_the_whole_file(write):
    path = write("t.parquet", {"t": list("abcde")})
    mapping = Mapping.of({"title": "t"})
    ids = [read_slice(raw, mapping, date(2026, 1, 1)).ids for raw in open_to_score(path, mapping, 2, date(2026, 1, 1)).slices]
    assert ids == [["1", "2"], ["3", "4"], ["5"]]


def test_a_file_that_does_not_fit_is_told_before_a_row_is_read(write):
    path = write("t.parquet", {"t": ["a"] * 5})
    with pytest.raises(FieldError, match="no such column"):
        open_to_score(path, Mapping.of({"title": "name"}), 2, date(2026, 1, 1))
    with pytest.raises(FieldError, match="no valuation date"):
        open_to_score(path, Mapping.of({"title": "t"}), 2)


def test_only_the_columns_that_are_asked_for_are_read(write):
    for name in ("t.csv", "t.parquet", "t.xlsx"):
        raw = next(open_sliced(write(name, COLUMNS)).slices(10, ["编号"]))
        assert list(raw.columns) == ["编号"] and raw.rows == 10 and raw.names == tuple(COLUMNS)


def test_a_name_with_a_point_is_no_part_of_another(tmp_path):
    pq.write_table(pa.table({"a.b": ["x"], "a": ["y"]}), tmp_path / "t.parquet")
    assert {name: column.to_pylist() for name, column in next(open_sliced(tmp_path / "t.parquet").slices(3, ["a"])).columns.items()} == {"a": ["y"]}


def test_other_names_and_columns_that_may_lack_hold_in_slices(write):
    path = write("t.csv", {"name": ["a", "b", "c"]})
    mapping = Mapping.of({"title": "t", "attributes": {"kind": "category"}, "table": {"also": {"t": "name"}, "optional": ["kind"]}})
    sliced = open_to_score(path, mapping, 2, date(2026, 1, 1))
    assert [read_slice(raw, mapping, date(2026, 1, 1)).columns.text for raw in sliced.slices] == [["a", "b"], ["c"]]
    assert (
        [warning.en for warning in sliced.warnings]
        == [warning.en for warning in read_table(path, mapping, purpose="score", default_date=date(2026, 1, 1)).warnings]
        != []
    )


@pytest.mark.parametrize("name", ["t.csv", "t.parquet", "t.xlsx"])
def test_a_table_without_rows_is_one_empty_slice(write, name):
    file = open_sliced(write(name, {"a": [], "b": []}))
    assert file.rows == 0 and [(raw.rows, raw.names) for raw in file.slices(5)] == [(0, ("a", "b"))]


def test_a_record_longer_than_a_block_is_read(tmp_path):
    long = "长" * 4_000_000
    (tmp_path / "t.csv").write_text(f"a,b\n1,{long}\n2,x\n", encoding="utf-8")
    pieces = [raw.columns["b"].to_pylist() for raw in open_sliced(tmp_path / "t.csv").slices(1)]
    assert pieces == [[long], ["x"]] and open_table(tmp_path / "t.csv").columns["b"].to_pylist() == [long, "x"]


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 12))
def test_batches_of_any_sizes_are_cut_to_measure(sizes, rows):
    numbers = iter(range(1_000))
    batches = [pa.record_batch({"n": pa.array([next(numbers) for _ in range(size)], pa.int64())}) for size in sizes]
    tables = list(in_slices(batches, pa.schema({"n": pa.int64()}), rows))
    assert [n for table in tables for n in table["n"].to_pylist()] == list(range(sum(sizes)))
    assert all(table.num_rows == rows for table in tables[:-1]) and 0 <= tables[-1].num_rows <= rows and (tables[-1].num_rows > 0 or len(tables) == 1)


def test_a_slice_travels_alone():
    raw = RawTable("t", ("a",), {"a": pa.array(["x" * 100] * 10_000, pa.large_string())}, 10_000, np.arange(10_000), {5_001: Bilingual(zh="坏", en="bad")})
    cut = raw.slice(5_000, 3)
    sent = pickle.dumps(cut)
    found = pickle.loads(sent)
    assert len(sent) < 5_000 and found.columns["a"].equals(cut.columns["a"]) and found.before == 5_000
    assert found.lines.tolist() == [5_000, 5_001, 5_002] and found.broken == {1: raw.broken[5_001]}
    assert [piece.rows for piece in HeldTable(raw).slices(4_000)] == [4_000, 4_000, 2_000]
