"""The table and the mapping of the offline cell are read by the product, and every row is valued."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.hot import offline as module
from bench.hot.loads import FailedCalls
from bench.hot.offline import offline, write_offline
from bench.reference.items import SCHEMA
from models.tables.mapping import Mapping


def test_a_longer_table_repeats_rows_under_ids_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DISTINCT", 30)
    source, data = write_offline(tmp_path, 70)
    found = pq.read_table(data)
    assert found.num_rows == 70 and len(set(found["id"].to_pylist())) == 70 and found["text"][0] == found["text"][30] == found["text"][60]
    mapping = Mapping.load(source)
    assert {name for name, use in mapping.attributes.items() if use.kind == "number"} == set(SCHEMA.numbers)


def test_every_row_is_valued(tmp_path: Path, reference: Path) -> None:
    source, data = write_offline(tmp_path, 40)
    swept = offline(reference, source, data, tmp_path / "out.parquet", workers=1)
    assert swept.rate > 0 and swept.memory > 50_000_000
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.num_rows == 40 and not any(found["refused"].to_pylist())


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    source, data = write_offline(tmp_path, 4)
    with pytest.raises(FailedCalls):
        offline(tmp_path / "nowhere", source, data, tmp_path / "out.parquet")
