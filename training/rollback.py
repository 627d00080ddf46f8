"""`make rollback`: back to the champion before this one, in the folder that services watch and in the ledger."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from cyclopts import App

from models.console import stderr_console
from models.load import BundleError
from training.asked import RUNS
from training.champion_folder import ChampionError, roll_back
from training.promote import CHAMPION
from training.registry.ledger import Ledger
from valuation.field_error import FieldError

app = App(name="rollback", help=__doc__)


@app.default
def command(champion: Path = CHAMPION, runs: Path = RUNS, by: str | None = None) -> None:
    """Goes back by one version. The version that is left is not named any more: to return to it, promote it again.

    Parameters
    ----------
    champion
        The champion folder that services watch.
    runs
        Folder of the runs.
    by
        Who goes back, as the service knows callers (key:<prefix>).
    """
    console, now = stderr_console(), datetime.now(UTC)
    try:
        pointer, left = roll_back(champion, now, by)
    except (BundleError, ChampionError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    console.print(f"Champion of {champion}: {left} → {pointer.current} (previous {pointer.previous or 'none'})", highlight=False, soft_wrap=True)
    try:
        for line in Ledger.of(runs).rolled_back(pointer, left, now):
            console.print(f"  {line}", highlight=False)
    except (FieldError, OSError) as error:
        console.print(f"The folder is rolled back; the ledger is not: {error}", style="yellow", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    app()
