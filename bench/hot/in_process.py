"""The process of `bench/hot/loops.py` as its caller sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from bench.hot.idle import PAUSE

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "demo"


@dataclass(frozen=True)
class InProcess:
    """Asks one question at a time."""

    questions: IO[str]
    answers: IO[str]

    def limit(self, seconds: float) -> float:
        """Valuations a second that one thread reaches on the reference graph at batch 64."""
        return float(self._ask(what="limit", seconds=seconds))

    def alternate(self, seconds: float) -> dict[str, dict[str, float]]:
        """`rate` and `cpu_us` of each loop by its name, run by turns."""
        found: dict[str, dict[str, float]] = self._ask(what="alternate", seconds=seconds)
        return found

    def paced(self, count: int, pause: float = PAUSE) -> list[float]:
        """Milliseconds of single valuations with pauses of that many seconds before each."""
        found: list[float] = self._ask(what="paced", count=count, pause=pause)
        return found

    def _ask(self, **question: Any) -> Any:
        self.questions.write(json.dumps(question) + "\n")
        self.questions.flush()
        return json.loads(self.answers.readline())


@contextmanager
def in_process(reference: Path, shipped: Path = SHIPPED) -> Iterator[InProcess]:
    """The loops' process, ready to be asked; one thread for tokenising too."""
    command = [sys.executable, "-m", "bench.hot.loops", "--reference", str(reference), "--shipped", str(shipped)]
    environment = os.environ | {"TOKENIZERS_PARALLELISM": "false"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdin is not None and child.stdout is not None
        yield InProcess(child.stdin, child.stdout)
