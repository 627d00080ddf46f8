"""`make score`: a table in, a table of predictions out, on all cores, in memory that does not grow with the table, and without any training package."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import numpy as np
from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from models.console import stderr_console
from models.load import BundleError
from models.offline import Swept, score_file
from models.predictions import Predictions, joined
from models.scorer import Scorer
from models.scoring_processes import ScoringStopped
from models.tables.contract_table import ContractTable
from valuation.bilingual import Bilingual
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
def score(
    bundle: Path,
    source: Path,
    data: Path,
    out: Path,
    valuation_date: date | None = None,
    workers: Annotated[int | None, Parameter(validator=Number(gte=1))] = None,
) -> None:
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
    workers
        Processes that score: the usable cores if absent, up to eight and as far as the table has work for them. They change no prediction.
    """
    console = stderr_console()

    def warn(warning: Bilingual) -> None:
        for line in (warning.en, warning.zh):
            console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)

    try:
        with Progress(*Progress.get_default_columns(), console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("score", total=None)
            swept = score_file(
                bundle,
                source,
                data,
                out,
                valuation_date=valuation_date,
                workers=workers,
                warn=warn,
                seen=lambda done, of: bar.update(task, completed=done, total=of),
            )
    except (BundleError, FieldError, OSError, ScoringStopped) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    _summary(console, swept, out)


def _summary(console: Console, swept: Swept, out: Path) -> None:
    manifest, rows, refused = swept.manifest, swept.rows, swept.refused
    shown = Table(title=f"{manifest.name} {manifest.version}" + (" (SIMULATED)" if manifest.simulated else ""))
    for name in ("rows", "answered", "refused", "written to"):
        shown.add_column(name)
    shown.add_row(f"{rows:,}", f"{rows - refused:,}", f"{refused:,}", str(out))
    console.print(shown)


if __name__ == "__main__":
    app()
