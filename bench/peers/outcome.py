"""What one run found: a line a server on the console, and `bench/peers.json`, shaped like `bench/results.json` with the absent ones and their reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.hot.figures import Row
from training.finite_json import as_json

COLUMNS = {
    "c1": "1 item, 1 caller",
    "c32": "32 callers",
    "c128": "128 callers",
    "64x4": "64 items, 4 callers",
    "p99_c128_ms": "p99 at 128, ms",
    "c128_cpu_us": "CPU at 128, µs",
    "start_s": "start, s",
}
"""How the names of rows end, and their headings."""


@dataclass(frozen=True)
class Outcome:
    """`names` of the servers by key, in the order of the table; `absent` says why one was not, or not always, measured."""

    machine: Mapping[str, object]
    names: Mapping[str, str]
    rows: Sequence[Row]
    absent: Mapping[str, str]


def print_outcome(outcome: Outcome, console: Console) -> None:
    """The table of medians: fractions of the in-process limit, then milliseconds, microseconds and seconds."""
    found = {row.name: row for row in outcome.rows}
    shown = Table(title="The reference graph behind each server, items/s as a fraction of the in-process limit", title_justify="left")
    shown.add_column("server")
    for heading in COLUMNS.values():
        shown.add_column(heading, justify="right")
    for key, name in outcome.names.items():
        shown.add_row(name, *(_shown(found.get(_row(key, end))) for end in COLUMNS))
    console.print(shown)
    for key, reason in outcome.absent.items():
        console.print(f"{outcome.names[key]} was not measured, or not in every round: {reason}", style="yellow", markup=False, highlight=False)


def write_outcome(outcome: Outcome, out: Path) -> None:
    """All rows, with medians and ranges."""
    out.parent.mkdir(parents=True, exist_ok=True)
    found = {"machine": dict(outcome.machine), "rows": [asdict(row) for row in outcome.rows], "absent": dict(outcome.absent)}
    out.write_text(as_json(found) + "\n", encoding="utf-8")


def _row(key: str, end: str) -> str:
    """The contract calls this service's own milliseconds by no prefix."""
    return end if key == "service" and end.startswith("p99") else f"{key}_{end}"


def _shown(row: Row | None) -> str:
    if row is None:
        return "-"
    return f"{row.value:,.0f}" if row.value >= 10 else f"{row.value:.3f}" if row.value < 1 else f"{row.value:.2f}"
