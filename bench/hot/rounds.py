"""One round of the bench: every cell of the service and of the yardstick, with the limit measured before and after each.

Rounds run forwards and backwards by turns, so that what a machine does over minutes falls on all alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, median

from bench.hot.figures import OF_LIMIT, Figures
from bench.hot.idle import lone_calls
from bench.hot.in_process import InProcess
from bench.hot.loads import Calls, Measured, measured
from bench.hot.servers import HOST, Server

LIMIT_SECONDS = 1.0
LONE, LONE_BLOCKS = 40, 4
JUDGED = "64"


@dataclass(frozen=True)
class Cell:
    """One load on one server; its figures are called `prefix_name`, and those that have no prefix by the contract are the service's."""

    prefix: str
    name: str
    server: Server
    calls: Calls

    @property
    def figure(self) -> str:
        return f"{self.prefix}_{self.name}"


def run_round(cells: Sequence[Cell], idle: Server, lone: Sequence[bytes], limit: InProcess, figures: Figures, seconds: float, *, backwards: bool) -> None:
    """Adds one round's figures. `idle` is the server that lone calls go to, `lone` their bodies."""
    _add_in_process(limit, figures, seconds)
    before = limit.limit(LIMIT_SECONDS)
    for cell in reversed(cells) if backwards else cells:
        found = measured(cell.server, cell.calls, seconds)
        after = limit.limit(LIMIT_SECONDS)
        add_cell(cell, found, mean((before, after)), figures)
        before = after
    figures.add("p99_ratio_c128", figures.last("p99_c128_ms") / figures.last("naive_p99_c128_ms"), "ratio")
    _add_idle(idle, lone, limit, figures)


def _add_in_process(limit: InProcess, figures: Figures, seconds: float) -> None:
    found = limit.alternate(seconds)
    for name, loop in found.items():
        if name.startswith("limit"):
            figures.add(name, loop["rate"], "valuations/s")
    bare, scorer, shipped = (found[f"{name}_b{JUDGED}"]["cpu_us"] for name in ("limit", "scorer", "shipped"))
    figures.add(f"limit_cpu_us_b{JUDGED}", bare, "us")
    figures.add(f"cpu_us_b{JUDGED}", scorer, "us")
    figures.add(f"scorer_ratio_b{JUDGED}", scorer / bare, "ratio")
    figures.add(f"shipped_cpu_us_b{JUDGED}", shipped, "us")
    figures.add(f"shipped_ratio_b{JUDGED}", shipped / scorer, "ratio")


def add_cell(cell: Cell, found: Measured, limit: float, figures: Figures) -> None:
    """One cell's figures; `limit` in valuations a second, as measured around it."""
    figures.add(cell.figure, found.rate / limit, OF_LIMIT)
    figures.add(f"{cell.figure}_cpu_us", found.cpu_us, "us")
    figures.add(f"{cell.figure}_memory_mb", found.memory / 2**20, "MB")
    own = "" if cell.prefix == "service" else f"{cell.prefix}_"
    figures.add(f"{own}p99_{cell.name}_ms", found.p99, "ms")


def _add_idle(server: Server, lone: Sequence[bytes], limit: InProcess, figures: Figures) -> None:
    """Lone calls and lone runs of the graph by turns, each after the same pause."""
    calls: list[float] = []
    runs: list[float] = []
    for block in range(LONE_BLOCKS):
        calls += lone_calls((HOST, server.port), lone[block * LONE : (block + 1) * LONE], key=server.key)
        runs += limit.paced(LONE)
    figures.add("idle_ms", median(calls), "ms")
    figures.add("idle_overhead_ms", median(calls) - median(runs), "ms")
