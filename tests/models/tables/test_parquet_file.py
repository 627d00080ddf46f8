from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.tables.parquet_file import read_parquet
from valuation.field_error import FieldError


def test_every_type_becomes_a_plain_one(tmp_path):
    table = pa.table(
        {
            "category": pa.array(["a", None, "a"]).dictionary_encode(),
            "decimal": pa.array([Decimal("1.50"), None, Decimal("2.25")]),
            "small": pa.array([1, 2, None], pa.int8()),
            "stamp": pa.array([datetime(2019, 5, 1, 23, 59), None, None], pa.timestamp("ns")),
            "zoned": pa.array([datetime(2019, 4, 30, 17, tzinfo=UTC)] * 3, pa.timestamp("us", tz="Asia/Shanghai")),
            "words": pa.array([["x", "y"], None, []]),
            "nothing": pa.nulls(3),
            "a.b": pa.array([True, False, None]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    raw = read_parquet(tmp_path / "t.parquet")
    found = {name: column.to_pylist() for name, column in raw.columns.items()}
    assert found == {
        "category": ["a", None, "a"],
        "decimal": [1.5, None, 2.25],
        "small": [1, 2, None],
        "stamp": [date(2019, 5, 1), None, None],
        "zoned": [date(2019, 5, 1)] * 3,
        "words": ["x; y", None, ""],
        "nothing": [None] * 3,
        "a.b": [True, False, None],
    }
    assert raw.lines is None


def test_whole_numbers_beyond_int64_keep_every_digit_as_texts(tmp_path):
    pq.write_table(pa.table({"id": pa.array([2**64 - 1, None, 7], pa.uint64()), "small": pa.array([1, 2, 3], pa.uint64())}), tmp_path / "t.parquet")
    columns = read_parquet(tmp_path / "t.parquet").columns
    assert columns["id"].to_pylist() == ["18446744073709551615", None, "7"]
    assert columns["small"].to_pylist() == [1, 2, 3]


def test_a_column_that_cannot_be_read_is_named(tmp_path):
    pq.write_table(pa.table({"a": [1], "when": pa.array([0], pa.timestamp("us", tz="Mars/Olympus"))}), tmp_path / "t.parquet")
    with pytest.raises(FieldError, match=r"t\.parquet: column when: cannot be read as timestamp"):
        read_parquet(tmp_path / "t.parquet")


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(FieldError, match="not a Parquet file"):
        read_parquet(tmp_path / "t.parquet")
