"""What one run found: a table on the console, and `bench/gpu.json`, where a figure that could not be measured is null with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.hot.figures import Row
from training.finite_json import as_json


@dataclass(frozen=True)
class Absent:
    """A figure that this machine could not give."""

    name: str
    unit: str
    reason: str


def write_gpu(rows: Sequence[Row], absent: Sequence[Absent], machine: Mapping[str, object], findings: Mapping[str, object], out: Path) -> None:
    """The JSON file; `findings` say what the gate of float16 found in training."""
    empty = {"value": None, "median_of": 0, "low": None, "high": None}
    figures = [{**asdict(row), "reason": None} for row in rows] + [{**asdict(one), **empty} for one in absent]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(as_json({"machine": dict(machine), "float16_gate": dict(findings), "rows": figures}) + "\n", encoding="utf-8")


def print_gpu(rows: Sequence[Row], absent: Sequence[Absent], console: Console) -> None:
    """All figures; then, once for each reason, which are missing."""
    shown = Table(title="Medians of the rounds", title_justify="left")
    for name in ("figure", "median", "lowest", "highest", "unit"):
        shown.add_column(name, justify="left" if name in ("figure", "unit") else "right", no_wrap=True)
    for row in rows:
        shown.add_row(row.name, *(f"{value:.4g}" for value in (row.value, row.low, row.high)), row.unit)
    console.print(shown)
    for reason in dict.fromkeys(one.reason for one in absent):
        names = ", ".join(one.name for one in absent if one.reason == reason)
        console.print(f"Not measured, for {reason}: {names}", highlight=False, markup=False, soft_wrap=True)
