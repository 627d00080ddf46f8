"""`python -m bench.faults`: every fault of the roster, several times each, under 32 callers; exit code 1 where a promise did not hold (docs/reliability.md)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from bench.faults.outcome import print_outcome, write_outcome
from bench.faults.roster import FAULTS
from bench.faults.rounds import play
from bench.hot.bodies import write_bodies
from bench.hot.machine import machine
from bench.reference.items import bodies
from models.console import stderr_console

BODIES = 4_096
WIDE = 160
"""Columns of the table where nobody watches."""
app = App(name="bench-faults", help=__doc__)


@app.default
def bench_faults(rounds: Annotated[int, Parameter(validator=Number(gte=1))] = 5, only: str = "", out: Path = Path("bench/faults.json")) -> None:
    """Injects faults.

    Parameters
    ----------
    rounds
        Injections of each fault.
    only
        Names of faults, separated by commas; all of them otherwise.
    out
        JSON file of what was found.
    """
    console, where = stderr_console(), machine()
    names = [name for name in only.split(",") if name]
    if unknown := set(names) - {fault.name for fault in FAULTS}:
        console.print(f"No such fault: {', '.join(sorted(unknown))}. There are {', '.join(fault.name for fault in FAULTS)}.", markup=False, soft_wrap=True)
        sys.exit(2)
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-faults-") as scratch:
        sent = Path(scratch) / "bodies"
        write_bodies(sent, bodies(BODIES, 1))
        for fault in FAULTS:
            if not names or fault.name in names:
                console.print(f"{fault.name}: {fault.what}", markup=False, highlight=False)
                found.append(play(fault, rounds, sent, lambda line: console.print(line, markup=False, highlight=False)))
    shown = Console()
    print_outcome(found, shown if shown.is_terminal else Console(width=WIDE))
    write_outcome(found, where, out)
    console.print(f"Written to {out}", markup=False)
    if not all(one.holds or one.absent for one in found):
        sys.exit(1)


if __name__ == "__main__":
    app()
