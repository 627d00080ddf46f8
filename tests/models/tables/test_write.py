from __future__ import annotations

from itertools import pairwise

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from models.tables import write
from valuation.field_error import FieldError

TABLE = pa.table({"contract_id": ["007", "电池"], "price_p50": [1.5, None]})


def test_parquet_and_csv_come_back(tmp_path):
    write.write_table(TABLE, tmp_path / "deep" / "t.parquet")
    assert pq.read_table(tmp_path / "deep" / "t.parquet").equals(TABLE)
    write.write_table(TABLE, tmp_path / "t.csv")
    types = arrow_csv.ConvertOptions(column_types={"contract_id": pa.string()})
    assert arrow_csv.read_csv(tmp_path / "t.csv", convert_options=types).equals(TABLE)


def test_an_unknown_suffix_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(FieldError, match="no such table format"):
        write.write_table(TABLE, tmp_path / "t.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_no_remains(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    write.write_table(TABLE, path)
    before = path.read_bytes()

    class Fails:
        def __init__(self, file, schema):
            self._file = file

        def write_table(self, table):
            self._file.write(b"half")
            raise OSError("disk full")

        def close(self):
            pass

    monkeypatch.setitem(write._SINKS, ".csv", Fails)
    with pytest.raises(OSError, match="disk full"):
        write.write_table(TABLE, path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize("cuts", [[0, 250], [0, 1, 2, 150, 150, 250], [0, 100, 200, 250]])
def test_a_file_does_not_tell_in_which_pieces_it_was_written(tmp_path, monkeypatch, suffix, cuts):
    monkeypatch.setattr(write, "ROW_GROUP", 100)
    table = pa.table({"contract_id": [str(row % 7) for row in range(250)], "price_p50": [None if row % 3 else row / 7 for row in range(250)]})
    write.write_table(table, tmp_path / f"whole{suffix}")
    with write.writing(tmp_path / f"pieces{suffix}", table.schema) as sink:
        for start, stop in pairwise(cuts):
            sink.write_table(table.slice(start, stop - start))
    assert (tmp_path / f"pieces{suffix}").read_bytes() == (tmp_path / f"whole{suffix}").read_bytes()
    if suffix == ".parquet":
        found = pq.ParquetFile(tmp_path / f"pieces{suffix}")
        assert [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)] == [100, 100, 50] and found.read().equals(table)


def test_a_piecewise_write_that_fails_leaves_nothing(tmp_path):
    def fail() -> None:
        with write.writing(tmp_path / "t.parquet", TABLE.schema) as sink:
            sink.write_table(TABLE)
            raise ValueError("a piece is missing")

    with pytest.raises(ValueError, match="a piece is missing"):
        fail()
    assert list(tmp_path.iterdir()) == []
