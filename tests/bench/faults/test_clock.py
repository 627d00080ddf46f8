"""The clock of a process moves by what is asked, at once, and its other clocks do not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.faults.clock import clock
from bench.faults.injection import NotPossibleHere

ASK = """
import datetime, sys, time
for _ in sys.stdin:
    print(time.time(), datetime.datetime.now(datetime.UTC).timestamp(), time.monotonic(), flush=True)
"""


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler here")
def test_the_wall_clock_moves_and_no_other(tmp_path: Path) -> None:
    moved = clock(tmp_path / "clock")
    environment = {**os.environ, **moved.environment}
    with subprocess.Popen([sys.executable, "-c", ASK], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as asked:
        assert asked.stdin is not None and asked.stdout is not None
        for seconds in (0, -3_600, 0):
            moved.move(seconds)
            asked.stdin.write("\n")
            wall, day, monotonic = map(float, asked.stdout.readline().split())
            assert wall - time.time() == pytest.approx(seconds, abs=5) and day - time.time() == pytest.approx(seconds, abs=5)
            assert monotonic == pytest.approx(time.monotonic(), abs=5)
        asked.stdin.close()


def test_without_a_compiler_it_is_not_possible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(NotPossibleHere, match="no-such-compiler"):
        clock(tmp_path / "clock")
