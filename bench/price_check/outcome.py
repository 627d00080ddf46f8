"""What one run of the bench found: a table on the console, the figures as JSON, and whether the targets hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.price_check.measured_tables import MeasuredTable
from bench.price_check.rates import ANY, COLUMNS, GroupRates
from training.binomial import wilson_band
from training.finite_json import as_json
from valuation.price_check.thresholds import THRESHOLDS

LEAST_FOUND, MOST_FALSE = 0.80, 0.01
"""The targets: planted anomalies found by their own flag, ordinary rows marked by any."""


@dataclass(frozen=True)
class Target:
    """A promise and whether the figures keep it."""

    what: str
    figure: float
    low: float
    high: float
    holds: bool


def targets(tables: Sequence[MeasuredTable]) -> list[Target]:
    """One for each group that has an aim and rows, with the figure's 95 % band."""
    return [_target(table, group) for table in tables for group in table.groups if group.aim is not None and group.n]


def print_outcome(tables: Sequence[MeasuredTable], console: Console) -> None:
    """Each table's groups, then the targets."""
    for table in tables:
        shown = Table(title=f"{table.name}{' (SIMULATED)' if table.simulated else ''}: {table.taught:,} rows taught", title_justify="left")
        for at, name in enumerate(("group", "rows", *COLUMNS)):
            shown.add_column(name, justify="left" if at == 0 else "right")
        for group in table.groups:
            shown.add_row(group.group, f"{group.n:,}", *(f"{group.share(column):.2%}" if group.n else "-" for column in COLUMNS))
        console.print(shown)
    for target in targets(tables):
        console.print(f"{'holds' if target.holds else 'FAILS'}  {target.what}: {target.figure:.2%} (95 % {target.low:.2%} to {target.high:.2%})")


def write_outcome(tables: Sequence[MeasuredTable], about: str, out: Path) -> None:
    """The JSON file of all figures, with the limits that gave them."""
    out.parent.mkdir(parents=True, exist_ok=True)
    found = {"about": about, "thresholds": asdict(THRESHOLDS), "tables": [asdict(table) for table in tables], "targets": list(map(asdict, targets(tables)))}
    out.write_text(as_json(found) + "\n", encoding="utf-8")


def _target(table: MeasuredTable, group: GroupRates) -> Target:
    column = group.aim or ANY
    share = group.share(column)
    low, high = wilson_band(share, group.n)
    if group.aim:
        return Target(f"{table.name}: {group.group} found by {column}, at least {LEAST_FOUND:.0%}", share, low, high, share >= LEAST_FOUND)
    return Target(f"{table.name}: {group.group} rows marked by any flag, at most {MOST_FALSE:.0%}", share, low, high, share <= MOST_FALSE)
