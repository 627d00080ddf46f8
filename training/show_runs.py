"""`make runs`: the table of all runs, newest last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cyclopts import App
from rich.table import Table
from rich.text import Text

from models.console import stderr_console
from training.asked import RUNS
from training.runs.run_record import RunRecord
from training.runs.run_store import RunStore
from training.train import refusals_told

FIGURES = {
    "price.rmse": "RMSE",
    "price.winkler90": "Winkler",
    "price.cover90": "in 90 %",
    "maturity.mean_level_error": "maturity",
    "signals.macro_f1": "macro-F1",
}
"""Headline figures and their headings; those that no run has are left out."""

app = App(name="runs", help=__doc__)


def run_table(records: Sequence[RunRecord]) -> Table:
    """One line a run: what it is, its figures, wall time and memory, the stages it took from earlier runs, and where it stopped if it did."""
    figures = {name: heading for name, heading in FIGURES.items() if any(record.figures.get(name) is not None for record in records)}
    table = Table(title="Runs", caption="RMSE and Winkler in ln(price), out of time; 'taken': stages that an earlier run had finished")
    for heading in ("run", "type", "state"):
        table.add_column(heading, overflow="fold")
    for heading in (*figures.values(), "s", "MiB", "taken"):
        table.add_column(heading, justify="right")
    table.add_column("note", overflow="fold")
    for record in records:
        values = [record.figures.get(name) for name in figures]
        taken = sum(stage.taken_from is not None for stage in record.stages.values())
        table.add_row(
            record.id,
            record.type,
            f"stopped at {record.to_do[0]}" if record.to_do else "done",
            *("" if value is None else f"{value:.3f}" for value in values),
            f"{record.seconds:.0f}",
            "" if record.peak_mib is None else f"{record.peak_mib:,.0f}",
            f"{taken} of {len(record.stages)}",
            Text(record.note),
        )
    return table


@app.default
def command(runs: Path = RUNS) -> None:
    """Prints the runs.

    Parameters
    ----------
    runs
        Folder of the runs.
    """
    console = stderr_console()
    with refusals_told(console):
        console.print(run_table(RunStore(runs).records()))


if __name__ == "__main__":
    app()
