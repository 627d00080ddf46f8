"""`make simulate`: simulated technology contracts as a table, with their truth beside them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number

from models.console import stderr_console
from models.tables.write import write_table
from training.progress import Progress
from training.simulate.market import simulate
from training.simulate.summary import summary
from valuation.field_error import FieldError

SEED = 20261122
app = App(name="simulate", help=__doc__)


@app.default
def command(
    n: Annotated[int, Parameter(validator=Number(gte=1, lte=5_000_000))], out: Path, seed: Annotated[int, Parameter(validator=Number(gte=0))] = SEED
) -> None:
    """Simulates a register of technology contracts.

    Parameters
    ----------
    n
        Number of contracts.
    out
        Table to write, .parquet or .csv; read it through training/sources/simulated.toml.
    seed
        Seed of everything random; the same n and seed give the same table.
    """
    console = stderr_console()
    try:
        with Progress(console) as progress:
            with progress.stage("simulate", n) as steps:
                table = simulate(n, seed, steps.reach)
                steps.note(f"{n:,} contracts, seed {seed}")
            with progress.stage("write"):
                write_table(table, out)
        console.print(summary(table))
    except FieldError as error:
        console.print(str(error), style="red", highlight=False, soft_wrap=True)
        sys.exit(1)
    console.print(f"Written to {out}")


if __name__ == "__main__":
    app()
