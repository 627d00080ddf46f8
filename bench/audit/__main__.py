"""`python -m bench.audit`: the service that records every answer beside the same one that records nothing, by turns, on the frozen reference graph."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.table import Table

from bench.hot.bodies import write_bodies
from bench.hot.figures import Figures, Row
from bench.hot.loads import Calls, FailedCalls, measured
from bench.hot.machine import machine
from bench.hot.outcome import write_outcome
from bench.hot.servers import DidNotStart, Server, check, service
from bench.reference.bundle import reference_bundle
from bench.reference.items import bodies
from models.console import stderr_console

BATCHES, SINGLES = (64, 64), (4_096, 1)
"""Bodies of each kind, and achievements in each."""
LOADS = {"64x12": (BATCHES, 12), "64x4": (BATCHES, 4), "c32": (SINGLES, 32), "c1": (SINGLES, 1)}
"""What is called, by how many callers. Twelve keep both cores busy while some of them wait for a commit; four do not, and show what the wait costs."""
JUDGED, MOST = "64x12", 0.10
"""At 64 items a call the audit costs less than a tenth of the throughput: of what the service can do, so with callers enough to fill it."""
app = App(name="bench-audit", help=__doc__)


@app.default
def bench_audit(
    rounds: Annotated[int, Parameter(validator=Number(gte=1))] = 5,
    seconds: Annotated[float, Parameter(validator=Number(gt=0))] = 4.0,
    workers: Annotated[int, Parameter(validator=Number(gte=1))] = 2,
    out: Path = Path("bench/audit.json"),
) -> None:
    """Measures what the audit costs.

    Parameters
    ----------
    rounds
        Rounds, of whose figures the medians count.
    seconds
        Of each load in each round.
    workers
        Processes of either service.
    out
        JSON file of the figures.
    """
    console, figures = stderr_console(), Figures()
    try:
        with tempfile.TemporaryDirectory(prefix="bench-audit-") as scratch, ExitStack() as stack:
            calls = {name: _calls(Path(scratch) / name, *how) for name, how in LOADS.items()}
            bundle = reference_bundle()
            recording = stack.enter_context(service(bundle, workers))
            silent = stack.enter_context(service(bundle, workers, "bench.audit.unrecorded"))
            for server in (recording, silent):
                check(server, bodies(1, 4)[0])
            for at in range(rounds):
                console.print(f"round {at + 1} of {rounds}")
                add_round(figures, recording, silent, calls, seconds, backwards=at % 2 == 1)
    except (DidNotStart, FailedCalls) as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        sys.exit(1)
    rows = figures.rows()
    shown = Console()
    print_rows(rows, shown if shown.is_terminal else Console(width=110))
    write_outcome(rows, machine(), out)
    console.print(f"Written to {out}")


def add_round(figures: Figures, recording: Server, silent: Server, calls: dict[str, Calls], seconds: float, *, backwards: bool) -> None:
    """Adds one round: each load on both services, one behind the other, in turns of order."""
    for name, called in calls.items():
        found = {}
        for which in ("silent", "recording") if backwards else ("recording", "silent"):
            found[which] = measured(recording if which == "recording" else silent, called, seconds)
        with_audit, without = found["recording"], found["silent"]
        figures.add(f"recording_{name}", with_audit.rate, "valuations/s")
        figures.add(f"silent_{name}", without.rate, "valuations/s")
        figures.add(f"cost_{name}", 1 - with_audit.rate / without.rate, "of throughput")
        figures.add(f"cpu_cost_{name}", with_audit.cpu_us / without.cpu_us - 1, "of processor time")
        figures.add(f"p50_{name}_ms", with_audit.p50, "ms")
        figures.add(f"silent_p50_{name}_ms", without.p50, "ms")


def print_rows(rows: list[Row], console: Console) -> None:
    """The figures, then whether the target holds."""
    table = Table(title="Medians of the rounds", title_justify="left")
    for name in ("figure", "median", "lowest", "highest", "unit"):
        table.add_column(name, justify="left" if name in ("figure", "unit") else "right", no_wrap=True)
    for row in rows:
        table.add_row(row.name, *(f"{value:.3g}" for value in (row.value, row.low, row.high)), row.unit)
    console.print(table)
    cost = next(row.value for row in rows if row.name == f"cost_{JUDGED}")
    console.print(
        f"{'holds' if cost < MOST else 'FAILS'}  cost of the audit at 64 items a call: {cost:.1%} of throughput, less than {MOST:.0%}", highlight=False
    )


def _calls(file: Path, bodies_of: tuple[int, int], callers: int) -> Calls:
    write_bodies(file, bodies(*bodies_of))
    return Calls(file, bodies_of[1], callers)


if __name__ == "__main__":
    app()
