"""The table and the mapping of the offline cell are read by the product, and every row is valued."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.hot import offline
from bench.hot.offline import offline_rate, write_offline
from bench.reference.items import SCHEMA
from models.tables.mapping import Mapping


def test_a_longer_table_repeats_rows_under_ids_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline, "DISTINCT", 30)
    source, data = write_offline(tmp_path, 70)
    found = pq.read_table(data)
    assert found.num_rows == 70 and len(set(found["id"].to_pylist())) == 70 and found["text"][0] == found["text"][30] == found["text"][60]
    mapping = Mapping.load(source)
    assert {name for name, use in mapping.attributes.items() if use.kind == "number"} == set(SCHEMA.numbers)


def test_every_row_is_valued(tmp_path: Path, reference: Path) -> None:
    source, data = write_offline(tmp_path, 40)
    assert offline_rate(reference, source, data, tmp_path / "out.parquet", workers=1) > 0
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.num_rows == 40 and not any(found["refused"].to_pylist())
