"""`python -m bench.soak`: four fifths of what the service can do, for ten minutes; exit code 1 where memory grows, callers wait longer or anything fails."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from bench.hot.bodies import write_bodies
from bench.hot.loads import FailedCalls
from bench.hot.machine import machine
from bench.hot.servers import DidNotStart, service
from bench.reference.bundle import reference_bundle
from bench.reference.items import bodies
from bench.soak.endurance import endurance
from bench.soak.load import soaked
from bench.soak.outcome import MB, print_outcome, write_outcome
from bench.soak.windows import Window
from models.console import stderr_console

CALLS, SMALL, LARGE = 4_096, 1, 16
"""Bodies; three of four hold one achievement, the fourth sixteen."""
WINDOW = 15.0
WIDE = 110
app = App(name="bench-soak", help=__doc__)


@app.default
def bench_soak(
    minutes: Annotated[float, Parameter(validator=Number(gt=0))] = 10.0,
    share: Annotated[float, Parameter(validator=Number(gt=0))] = 0.8,
    workers: Annotated[int, Parameter(validator=Number(gte=1))] = 2,
    out: Path = Path("bench/soak.json"),
) -> None:
    """Soaks the service.

    Parameters
    ----------
    minutes
        Of the load; a tenth of them is the start, which does not count.
    share
        Of the capacity.
    workers
        Processes of the service.
    out
        JSON file of what was found.
    """
    console, seconds = stderr_console(), 60 * minutes
    facts: dict[str, object] = {"machine": machine(), "minutes": minutes, "share": share, "workers": workers}

    def tell(window: Window, memory: int) -> None:
        console.print(f"{window.start:5.0f} s  p50 {window.p50:6.1f} ms  p99 {window.p99:6.1f} ms  {memory / MB:5.0f} MB  {window.statuses}", highlight=False)

    try:
        with tempfile.TemporaryDirectory(prefix="bench-soak-") as scratch, service(reference_bundle(), workers) as server:
            sent = Path(scratch) / "bodies"
            write_bodies(sent, mixed(CALLS))
            load = soaked(server, sent, share, seconds, min(WINDOW, seconds / 20), min(10.0, seconds / 6), tell)
        found = endurance(load.windows, load.samples, seconds)
    except (DidNotStart, FailedCalls, ValueError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    shown = Console()
    print_outcome(load, found, shown if shown.is_terminal else Console(width=WIDE))
    write_outcome(load, found, facts, out)
    console.print(f"Written to {out}", markup=False)
    if not all(holds for _, holds in found.holds):
        sys.exit(1)


def mixed(calls: int) -> list[bytes]:
    """That many bodies, every fourth a large one."""
    small, large = bodies(calls - calls // 4, SMALL), bodies(calls // 4, LARGE, seed=1)
    return [large[at // 4] if at % 4 == 3 else small[at - at // 4] for at in range(calls)]


if __name__ == "__main__":
    app()
