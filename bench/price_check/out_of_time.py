"""A bundle of the earlier years and the price check of the later ones, by the very commands that users run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.quality.measured import measure
from bench.quality.splits import Split, SplitTables, write_split
from models.tables.mapping import Mapping
from models.tables.read import read_table


@dataclass(frozen=True)
class Bench:
    """Where trained stages are kept, what is scratch, and the parameters that differ from training's defaults."""

    runs: Path
    work: Path
    params: Path


@dataclass(frozen=True)
class Trained:
    """The bundle of a split's earlier years, the mapping file that it was trained by, and the tables of both sides."""

    bundle: Path
    source: Path
    tables: SplitTables


Train = Callable[[Path, Path, Split, Bench], Trained]
"""`train_before`, or what stands in for it in a test: mapping file, table, split → the trained bundle and both sides' tables."""


def train_before(source: Path, data: Path, split: Split, bench: Bench) -> Trained:
    """Trains on all years up to the cut; stages that an earlier run finished with the same inputs are taken from it."""
    folder = bench.work / f"{data.stem}-{split.cut}"
    folder.mkdir(parents=True)
    tables = write_split(data, read_table(data, Mapping.load(source)), split, folder)
    bundle = folder / "bundle"
    command = [sys.executable, "-m", "training.train", "--source", str(source), "--data", str(tables.taught), "--out", str(bundle), "--type", "test"]
    command += ["--runs", str(bench.runs), "--params", str(bench.params)]
    measure(command, folder / "train.json", {"MLFLOW_TRACKING_URI": f"sqlite:///{bench.work / 'mlflow.db'}"})
    return Trained(bundle, source, tables)


def checks_of(trained: Trained, data: Path) -> pa.Table:
    """What `python -m models.check_prices` writes for a table."""
    out = trained.bundle.parent / f"{data.stem}-checks.parquet"
    command = [sys.executable, "-m", "models.check_prices", "--bundle", str(trained.bundle), "--source", str(trained.source)]
    measure([*command, "--data", str(data), "--out", str(out)], out.with_suffix(".json"))
    return pq.read_table(out)
