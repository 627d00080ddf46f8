from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from models import offline
from models.offline import fitting_workers, score_file
from models.scoring_processes import ScoringStopped
from tests.conftest import TinyTables


@pytest.fixture
def tables(tiny_tables: TinyTables, tmp_path: Path) -> dict[str, Path]:
    """The priced contracts as Parquet and CSV, with ids as numbers and texts, and one row of which the date cannot be read."""
    table = pq.read_table(tiny_tables.data[0]).slice(0, 300)
    days = ["no day" if at == 211 else str(day) for at, day in enumerate(table["signed"].to_pylist())]
    table = table.set_column(table.column_names.index("signed"), "signed", [days])
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=64)
    arrow_csv.write_csv(table, tmp_path / "t.csv")
    return {"parquet": tmp_path / "t.parquet", "csv": tmp_path / "t.csv"}


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_the_file_is_the_same_however_many_workers_there_are_and_wherever_it_is_cut(
    tiny_bundle: Path, tiny_tables: TinyTables, tables: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    written = []
    for at, (workers, rows) in enumerate([(1, 1_000), (1, 37), (2, 64)]):
        out = tmp_path / f"{at}.{kind}"
        swept = score_file(tiny_bundle, tiny_tables.sources[0], tables[kind], out, workers=workers, rows=rows)
        assert swept.rows == 300
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]
    assert b"row 212" in written[0] if kind == "csv" else "row 212" in pq.read_table(out)["reason"][211].as_py()


def test_progress_counts_the_rows_that_are_written(tiny_bundle: Path, tiny_tables: TinyTables, tables: dict[str, Path], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    score_file(tiny_bundle, tiny_tables.sources[0], tables["csv"], tmp_path / "o.csv", workers=1, rows=128, seen=lambda done, of: told.append((done, of)))
    assert told == [(128, 300), (256, 300), (300, 300)]


def test_a_warning_on_the_table_is_told_once_whichever_slice_shows_it(
    tiny_bundle: Path, tiny_tables: TinyTables, tables: dict[str, Path], tmp_path: Path
) -> None:
    table = pq.read_table(tables["parquet"])
    ids = [float(row) if row < 100 else 3.2e17 + 1e5 * row for row in range(300)]
    pq.write_table(table.set_column(table.column_names.index("contract"), "contract", pa.array([ids], pa.list_(pa.float64())).flatten()), tables["parquet"])
    told: list[Any] = []
    score_file(tiny_bundle, tiny_tables.sources[0], tables["parquet"], tmp_path / "o.csv", workers=1, rows=50, warn=told.append)
    assert len(told) == 1 and "contract" in told[0].en


def test_a_worker_that_dies_leaves_nothing_half_written(tiny_bundle: Path, tiny_tables: TinyTables, tables: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "o" / "p.parquet"

    def kill(done: int, of: int) -> None:
        for child in multiprocessing.active_children()[:1]:
            os.kill(child.pid or 0, signal.SIGKILL)

    with pytest.raises(ScoringStopped, match="nothing was written"):
        score_file(tiny_bundle, tiny_tables.sources[0], tables["csv"], out, workers=2, rows=10, seen=kill)
    assert list(out.parent.iterdir()) == [] and multiprocessing.active_children() == []


def test_processes_are_started_where_they_have_enough_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(64)), raising=False)
    assert [fitting_workers(rows) for rows in (0, 1, 16_383, 16_384, 30_000, 10_000_000)] == [1, 1, 1, 2, 3, offline.MOST_WORKERS]
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {5, 7})
    assert fitting_workers(1_000_000) == 2
