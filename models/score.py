"""`make score`: a table in, a table of predictions out, in constant memory for the graph and without any training package."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
from cyclopts import App
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.console import stderr_console
from models.load import BundleError, load_bundle
from models.prediction_table import prediction_table
from models.predictions import Predictions, joined
from models.scorer import Scorer
from models.table_reading import with_reading
from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.write import check_format, write_table
from valuation.field_error import FieldError

BATCH = 4_096
app = App(name="score", help=__doc__)


def score_table(scorer: Scorer, table: ContractTable, console: Console | None = None) -> Predictions:
    """Predictions for every row of a table, batch by batch, in order; a bar on the console, where that is a terminal."""
    every = np.arange(len(table))
    starts = range(0, max(len(table), 1), BATCH)
    shown = track(starts, "score", console=console, disable=console is None or not console.is_terminal)
    return joined([scorer.score(table.columns.take(every[at : at + BATCH])) for at in shown])


@app.default
def score(bundle: Path, source: Path, data: Path, out: Path, valuation_date: date | None = None) -> None:
    """Scores a table with a bundle.

    Parameters
    ----------
    bundle
        Folder of the bundle.
    source
        Mapping file that says which column is what; the amount column may be absent.
    data
        CSV, XLSX or Parquet table.
    out
        Predictions, .parquet or .csv.
    valuation_date
        Valuation date of rows that have none of their own.
    """
    console = stderr_console()
    try:
        check_format(out)
        scorer = Scorer(load_bundle(bundle))
        table = read_table(data, Mapping.load(source), purpose="score", default_date=valuation_date)
        for warning in table.warned():
            console.print(warning, style="yellow", markup=False, highlight=False, soft_wrap=True)
        predictions = score_table(scorer, table, console)
        manifest = scorer.bundle.manifest
        found = with_reading(prediction_table(table.ids, table.columns.dates, predictions, table.unreadable, manifest), table.columns, manifest)
        write_table(found, out)
    except (BundleError, FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    _summary(console, scorer, found.num_rows, int(np.sum(found["refused"].to_numpy(zero_copy_only=False))), out)


def _summary(console: Console, scorer: Scorer, rows: int, refused: int, out: Path) -> None:
    manifest = scorer.bundle.manifest
    shown = Table(title=f"{manifest.name} {manifest.version}" + (" (SIMULATED)" if manifest.simulated else ""))
    for name in ("rows", "answered", "refused", "written to"):
        shown.add_column(name)
    shown.add_row(f"{rows:,}", f"{rows - refused:,}", f"{refused:,}", str(out))
    console.print(shown)


if __name__ == "__main__":
    app()
