"""Rounds of the same loads over all servers, in one order and then in the other; the limit is measured beside every load, for machines are shared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Protocol

from bench.hot.figures import Figures
from bench.hot.loads import Calls, FailedCalls, Measured
from bench.hot.rounds import LIMIT_SECONDS, Cell, add_cell
from bench.hot.servers import DidNotStart, Server
from bench.peers.started import Started

LOADS = {"c1": (1, 1), "c32": (1, 32), "c128": (1, 128), "64x4": (64, 4)}
"""Achievements a call and callers at a time, by the ends of the rows' names."""


@dataclass(frozen=True)
class Contestant:
    """A server to be measured: `key` begins the names of its rows, `start` starts it, `bodies` are files of its calls by their size."""

    key: str
    name: str
    start: Callable[[], AbstractContextManager[Started]]
    bodies: Mapping[int, Path]
    path: str = "/v1/valuations"


class Limit(Protocol):
    """What one thread can do in its own process."""

    def limit(self, seconds: float) -> float:
        """Valuations a second, tokenising and graph at batch 64."""
        ...


Measure = Callable[[Server, Calls, float], Measured]
Told = Callable[[str], None]


def run_rounds(contestants: Sequence[Contestant], inside: Limit, rounds: int, seconds: float, measure: Measure, told: Told) -> tuple[Figures, dict[str, str]]:
    """The figures, and why a contestant has none or lost a round, by its key."""
    figures, failed = Figures(), dict[str, str]()
    for number in range(rounds):
        for contestant in contestants[:: -1 if number % 2 else 1]:
            told(f"round {number + 1} of {rounds}: {contestant.name}")
            try:
                _measure(contestant, inside, seconds, measure, figures)
            except (DidNotStart, FailedCalls) as error:
                failed[contestant.key] = str(error)
                told(str(error))
    return figures, failed


def _measure(contestant: Contestant, inside: Limit, seconds: float, measure: Measure, figures: Figures) -> None:
    with contestant.start() as running:
        figures.add(f"{contestant.key}_start_s", running.seconds, "s")
        before = inside.limit(LIMIT_SECONDS)
        for name, (size, callers) in LOADS.items():
            cell = Cell(contestant.key, name, running.server, Calls(contestant.bodies[size], size, callers, path=contestant.path))
            found = measure(cell.server, cell.calls, seconds)
            after = inside.limit(LIMIT_SECONDS)
            figures.add("limit_b64", mean((before, after)), "valuations/s")
            add_cell(cell, found, mean((before, after)), figures)
            before = after
