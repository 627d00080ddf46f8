from __future__ import annotations

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

    def fails(table, file):
        file.write(b"half")
        raise OSError("disk full")

    monkeypatch.setitem(write._WRITERS, ".csv", fails)
    with pytest.raises(OSError, match="disk full"):
        write.write_table(TABLE, path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
