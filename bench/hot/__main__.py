"""`python -m bench.hot`: the service beside its own limit and beside a conventional one, on the frozen reference graph. What is measured: docs/latency.md."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console

from bench.hot import arrow
from bench.hot.bodies import write_bodies
from bench.hot.figures import OF_LIMIT, Figures
from bench.hot.in_process import InProcess, in_process
from bench.hot.loads import Calls, FailedCalls, run_load
from bench.hot.machine import machine
from bench.hot.offline import offline, write_offline
from bench.hot.outcome import print_outcome, write_outcome
from bench.hot.overload import add_overload, overloaded
from bench.hot.rounds import LIMIT_SECONDS, LONE, LONE_BLOCKS, Cell, run_round
from bench.hot.servers import DidNotStart, Server, check, naive, service
from bench.reference.bundle import reference_bundle
from bench.reference.items import bodies
from models.console import stderr_console

SINGLES, BATCHES, SWEEPS = (4_096, 1), (64, 64), (16, 1_024)
"""Bodies of each kind, and achievements in each."""
SEVERAL, SWEEPERS = 4, 2
"""Callers of batches and of sweeps."""
WIDE = 110
"""Columns of the tables where nobody watches."""
app = App(name="bench-hot", help=__doc__)


@app.default
def bench_hot(
    rounds: Annotated[int, Parameter(validator=Number(gte=1))] = 5,
    seconds: Annotated[float, Parameter(validator=Number(gt=0))] = 4.0,
    overload: Annotated[float, Parameter(validator=Number(gte=0))] = 60.0,
    rows: Annotated[int, Parameter(validator=Number(gte=0))] = 200_000,
    both: Literal["threads", "workers"] = "workers",
    out: Path = Path("bench/results.json"),
) -> None:
    """Measures the hot path.

    Parameters
    ----------
    rounds
        Rounds, of whose figures the medians count.
    seconds
        Of each load in each round.
    overload
        Seconds of four times the capacity; 0 leaves that out.
    rows
        Rows to score offline; 0 leaves that out.
    both
        How 64 items and sweeps get both cores: two processes, or two scoring threads of one.
    out
        JSON file of the figures.
    """
    console, where, figures = stderr_console(), machine(), Figures()
    failed: str | None = None
    try:
        with tempfile.TemporaryDirectory(prefix="bench-hot-") as scratch, ExitStack() as stack:
            bundle = reference_bundle()
            limit = stack.enter_context(in_process(bundle))
            with ExitStack() as servers:
                _rounds(bundle, Path(scratch), limit, servers, figures, rounds, seconds, both, console)
            if overload:
                _overload(bundle, Path(scratch), figures, overload, console)
            if rows:
                _offline(bundle, Path(scratch), limit, figures, rows, rounds, console)
    except (DidNotStart, FailedCalls) as error:
        failed = str(error)
    found, shown = figures.rows(), Console()
    if found:  # what was measured before something failed took minutes
        print_outcome(found, shown if shown.is_terminal else Console(width=WIDE))
        write_outcome(found, where, out)
    if failed is not None:
        console.print(failed, style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    console.print(f"Written to {out}")


def _rounds(
    bundle: Path, scratch: Path, limit: InProcess, servers: ExitStack, figures: Figures, rounds: int, seconds: float, both: str, console: Console
) -> None:
    """All servers stand ready through all rounds; whoever is not called costs nothing."""
    singles, several, sweeps = (scratch / name for name in ("singles", "several", "sweeps"))
    alone = bodies(*SINGLES)
    write_bodies(singles, alone)
    write_bodies(several, bodies(*BATCHES))
    write_bodies(sweeps, arrow.streams(*SWEEPS))
    two = service(bundle, 2) if both == "workers" else service(bundle, 1, VALUATION_SCORING_THREADS="2")
    one, wide, plain = (servers.enter_context(start) for start in (service(bundle, 1), two, naive(bundle)))
    for server in (one, wide, plain):
        check(server, bodies(1, SEVERAL)[0])
    cells = [cell for callers in (1, 32, 128) for cell in _pair(f"c{callers}", one, plain, Calls(singles, 1, callers))]
    cells += _pair("64x4", wide, plain, Calls(several, BATCHES[1], SEVERAL))
    swept = Calls(sweeps, SWEEPS[1], SWEEPERS, arrow.MEDIA_TYPE)
    cells.append(Cell("service", "arrow", wide, swept))
    run_load(wide, swept, LIMIT_SECONDS)  # the first sweep loads pyarrow
    for at in range(rounds):
        console.print(f"round {at + 1} of {rounds}")
        run_round(cells, one, alone[-LONE * LONE_BLOCKS :], limit, figures, seconds, backwards=at % 2 == 1)


def _pair(name: str, ours: Server, plain: Server, calls: Calls) -> list[Cell]:
    return [Cell("service", name, ours, calls), Cell("naive", name, plain, calls)]


def _overload(bundle: Path, scratch: Path, figures: Figures, seconds: float, console: Console) -> None:
    console.print(f"overload, {seconds:.0f} seconds")
    with service(bundle, 1) as server:
        add_overload(figures, overloaded(server, Calls(scratch / "several", BATCHES[1], SEVERAL), seconds))


def _offline(bundle: Path, scratch: Path, limit: InProcess, figures: Figures, rows: int, rounds: int, console: Console) -> None:
    """Offline scoring, each run between two of the limit; three runs at most, for one of a million rows takes minutes."""
    console.print(f"offline, {rows:,} rows")
    source, data = write_offline(scratch, rows)
    for _ in range(min(rounds, 3)):
        before = limit.limit(2 * LIMIT_SECONDS)
        found = offline(bundle, source, data, scratch / "predictions.parquet")
        after = limit.limit(2 * LIMIT_SECONDS)
        figures.add("offline_2cores", 2 * found.rate / (before + after), OF_LIMIT)
        figures.add("offline_memory_mb", found.memory / 2**20, "MB")


if __name__ == "__main__":
    app()
