"""What one run found: tables on the console with every target, and `bench/results.json`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.hot.figures import OF_LIMIT, Row
from bench.hot.targets import judged
from training.finite_json import as_json

LOADS = {"c1": "1 item, 1 caller", "c32": "1 item, 32 callers", "c128": "1 item, 128 callers", "64x4": "64 items, 4 callers", "arrow": "Arrow sweeps"}
SIDES = {"service": "", "naive": "naive_"}
"""Who answers, and how the contract begins the name of its p99."""


def print_outcome(rows: Sequence[Row], console: Console) -> None:
    """The loads side by side, all other figures, then whether the targets hold."""
    found = {row.name: row for row in rows}
    console.print(_loads(found))
    shown = Table(title="Medians of the rounds", title_justify="left")
    for name in ("figure", "median", "lowest", "highest", "unit"):
        shown.add_column(name, justify="left" if name in ("figure", "unit") else "right", no_wrap=True)
    told = {name for load in LOADS for side in SIDES for name in _names(side, load)}
    for row in rows:
        if row.name not in told:
            shown.add_row(row.name, *map(_short, (row.value, row.low, row.high)), row.unit.removeprefix("fraction "))
    console.print(shown)
    for target, row in judged(rows):
        bound = f"{'at least' if target.at_least else 'at most'} {target.bound:g}"
        console.print(f"{'holds' if target.holds(row.value) else 'FAILS'}  {target.what}: {_short(row.value)}, {bound}", highlight=False, soft_wrap=True)


def write_outcome(rows: Sequence[Row], machine: Mapping[str, object], out: Path) -> None:
    """The JSON file that the contract names."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(as_json({"machine": dict(machine), "rows": [asdict(row) for row in rows]}) + "\n", encoding="utf-8")


def _loads(found: Mapping[str, Row]) -> Table:
    """One line a load: the service, then the yardstick."""
    shown = Table(title=f"{OF_LIMIT}, processor time per valuation, p99, memory: the service | a naive batcher", title_justify="left")
    shown.add_column("load", no_wrap=True)
    for _ in SIDES:
        for heading in ("of limit", "us", "p99 ms", "MB"):
            shown.add_column(heading, justify="right", no_wrap=True)
    for load, what in LOADS.items():
        names = [name for side in SIDES for name in _names(side, load)]
        if any(name in found for name in names):
            shown.add_row(what, *(_short(found[name].value) if name in found else "-" for name in names))
    return shown


def _names(side: str, load: str) -> tuple[str, str, str, str]:
    return f"{side}_{load}", f"{side}_{load}_cpu_us", f"{SIDES[side]}p99_{load}_ms", f"{side}_{load}_memory_mb"


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
