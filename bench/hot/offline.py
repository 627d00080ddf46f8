"""Offline scoring of a table in two processes, as `make score` does it, on the reference bundle."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

import pyarrow as pa
import pyarrow.parquet as pq

from bench.hot.arrow import table
from bench.hot.loads import FailedCalls
from bench.hot.processes import usage
from bench.reference.items import DAY, SCHEMA, items

DISTINCT = 20_000
"""Rows made up; a longer table repeats them under other ids."""
WORKERS = 2
LOOK = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Swept:
    """`rate` in valuations a second; `memory`: the most bytes that all processes held together."""

    rate: float
    memory: int


def write_offline(folder: Path, rows: int) -> tuple[Path, Path]:
    """A table of that many rows, and its mapping file."""
    made = table(items(min(rows, DISTINCT)))
    whole = pa.concat_tables([made] * (-(-rows // made.num_rows))).slice(0, rows)
    whole = whole.set_column(0, "id", pa.array([f"a{at}" for at in range(rows)])).append_column("day", pa.array([DAY.isoformat()] * rows))
    data, source = folder / "achievements.parquet", folder / "reference.toml"
    pq.write_table(whole, data, row_group_size=16_384)
    source.write_text(mapping(), encoding="utf-8")
    return source, data


def mapping() -> str:
    """The mapping file of the table."""
    lines = ['name = "reference"', 'language = "en"', "simulated = true", 'id = "id"', 'title = "title"', 'text = "text"', "", "[date]", 'column = "day"']
    lines += ["", "[attributes]", *(f"{name} = {{}}" for name in SCHEMA.categories), *(f'{name} = {{ kind = "number" }}' for name in SCHEMA.numbers)]
    return "\n".join(lines) + "\n"


def offline(bundle: Path, source: Path, data: Path, out: Path, workers: int = WORKERS) -> Swept:
    """The whole command, its start and the writing of predictions included; FailedCalls where it fails."""
    rows = pq.read_metadata(data).num_rows
    command = [sys.executable, "-m", "models.score", "--bundle", str(bundle), "--source", str(source), "--data", str(data), "--out", str(out)]
    started, most = perf_counter(), 0
    with subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        while child.poll() is None:
            most = max(most, usage(child.pid).memory)
            sleep(LOOK)
    if child.returncode:
        raise FailedCalls(f"offline scoring ended with {child.returncode}")
    return Swept(rows / (perf_counter() - started), most)
