"""The callers of a fault, started and listened to from outside."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from bench.faults.callers import PATIENCE
from bench.faults.heard import Heard

LOOK = 0.02
"""Seconds between two looks at what callers have heard."""


class Silence(RuntimeError):
    """Callers who heard nothing of what was waited for."""


class Crowd:
    """Callers of one address, and what they have written so far, read on from where the last look ended."""

    def __init__(self, port: int, bodies: Path, count: int, written: Path) -> None:
        self._command = [sys.executable, "-m", "bench.faults.callers", "--port", str(port), "--bodies", str(bodies), "--callers", str(count)]
        self._written, self._at, self._heard = written, 0, list[Heard]()
        written.touch()

    @contextmanager
    def calling(self) -> Iterator[None]:
        """From the first call to the last answer."""
        with self._written.open("wb") as file, subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=file) as child:
            try:
                yield
            finally:
                assert child.stdin is not None
                child.stdin.close()
                try:
                    child.wait(PATIENCE + 30)
                except subprocess.TimeoutExpired:
                    child.kill()

    def heard(self) -> Sequence[Heard]:
        """All calls that have ended, in the order in which they did."""
        with self._written.open("rb") as file:
            file.seek(self._at)
            fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]  # the last line may be half written
        self._at += len(whole)
        self._heard += [Heard.read(line) for line in whole.decode("ascii").splitlines()]
        return self._heard

    def answered_since(self, moment: float, patience: float = 60.0, count: int = 1) -> float:
        """Seconds from a moment to the end of the `count`-th acknowledged call that was sent after it; Silence where there is none in that time."""
        return self._wait(moment, patience, count, lambda call: call.outcome == "acknowledged")

    def refused_since(self, moment: float, patience: float = 60.0, count: int = 1) -> float:
        """The same of calls that were answered with an error."""
        return self._wait(moment, patience, count, lambda call: call.outcome == "refused")

    def _wait(self, moment: float, patience: float, count: int, fits: Callable[[Heard], bool]) -> float:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            recent = takewhile(lambda call: call.ended >= moment, reversed(self.heard()))
            found = [call.ended for call in recent if call.sent >= moment and fits(call)]
            if len(found) >= count:
                return sorted(found)[count - 1] - moment
            time.sleep(LOOK)
        raise Silence(f"no such answer in {patience:.0f} seconds")
