"""`python -m bench.hot.loops`: what one thread can do in its own process, asked line by line on standard input and answered in JSON.

A process of its own, so that the limit is measured by nothing but itself; it sleeps while servers are measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

import numpy as np

from bench.hot.idle import PAUSE
from bench.hot.plain import Plain
from bench.hot.shipped import shipped_columns
from bench.reference.items import DAY, SCHEMA, items
from models.load import load_bundle
from models.scorer import Scorer
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.features import Columns

ROWS = 4_096
BATCHES = (1, 8, 64, 512)
JUDGED = 64
SLICE = 0.2
"""Seconds for which one loop has the processor before the next one has it."""

Loop = Callable[[], int]
"""Scores the next batch and says how many rows it was."""


class Loops:
    """All loops over the same varied rows; `shipped` is the bundle that users get."""

    def __init__(self, reference: Path, shipped: Path) -> None:
        made = items(ROWS)
        self._plain = Plain(reference)
        self._singles = cycle([self._plain.ready(made[at : at + 1], DAY) for at in range(512)])
        self.loops: dict[str, Loop] = {f"limit_b{size}": self._limit([made[at : at + size] for at in range(0, ROWS, size)]) for size in BATCHES}
        columns = columns_of([Achievement.model_validate(item) for item in made], SCHEMA, DAY)
        self.loops[f"scorer_b{JUDGED}"] = _scoring(Scorer(load_bundle(reference)), columns)
        self.loops[f"shipped_b{JUDGED}"] = _scoring(Scorer(load_bundle(shipped)), shipped_columns(ROWS))

    def limit(self, seconds: float) -> float:
        """Valuations a second of tokenising and graph at batch 64."""
        return _run(self.loops[f"limit_b{JUDGED}"], seconds)[0]

    def alternate(self, seconds: float) -> dict[str, dict[str, float]]:
        """Each loop for that long in all, by turns: its valuations a second and its microseconds of processor per valuation."""
        turns = max(round(seconds / SLICE), 1)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in self.loops}
        for _ in range(turns):
            for name, loop in self.loops.items():
                found[name].append(_run(loop, SLICE))
        return {
            name: {"rate": float(np.median([rate for rate, _ in runs])), "cpu_us": float(np.median([cpu for _, cpu in runs]))} for name, runs in found.items()
        }

    def paced(self, count: int, pause: float = PAUSE) -> list[float]:
        """Milliseconds of tokenising and graph for single valuations, each after a pause in seconds."""
        waits = []
        for _ in range(count):
            sleep(pause)
            started = perf_counter()
            self._plain.run(next(self._singles))
            waits.append(1_000 * (perf_counter() - started))
        return waits

    def _limit(self, batches: Sequence[Sequence[dict[str, Any]]]) -> Loop:
        ready = cycle([self._plain.ready(batch, DAY) for batch in batches])

        def step() -> int:
            batch = next(ready)
            self._plain.run(batch)
            return len(batch.texts)

        return step


def _scoring(scorer: Scorer, columns: Columns) -> Loop:
    batches = cycle([columns.take(np.arange(at, at + JUDGED)) for at in range(0, len(columns), JUDGED)])

    def step() -> int:
        batch = next(batches)
        scorer.score(batch)
        return len(batch)

    return step


def _run(loop: Loop, seconds: float) -> tuple[float, float]:
    """Valuations a second, and microseconds of processor per valuation."""
    rows, started, spent = 0, perf_counter(), process_time()
    while (took := perf_counter() - started) < seconds:
        rows += loop()
    return rows / took, 1e6 * (process_time() - spent) / rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Answers until its input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--shipped", type=Path, required=True)
    asked = parser.parse_args(arguments)
    loops = Loops(asked.reference, asked.shipped)
    loops.alternate(SLICE)
    for line in sys.stdin:
        question = json.loads(line)
        answer = getattr(loops, question.pop("what"))(**question)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
