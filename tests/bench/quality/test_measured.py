"""What a command costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench.quality import measured
from bench.quality.measured import CommandFailed, measure


def test_time_and_memory_are_the_commands_own_and_not_its_parents(tmp_path: Path) -> None:
    held = np.ones(2**25)  # 256 MiB in this process
    small = measure([sys.executable, "-c", "import time; time.sleep(0.3)"], tmp_path / "a.json")
    large = measure([sys.executable, "-c", "held = bytearray(b'1') * 2**27"], tmp_path / "b.json")
    assert held.any() and small.wall >= 0.3 > small.cpu
    assert small.memory < 60 * 2**20 < 2**27 < large.memory < 2**28


def test_what_a_command_starts_counts(tmp_path: Path) -> None:
    inner = "held = bytearray(b'1') * 2**27"
    assert measure([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"], tmp_path / "a.json").memory > 2**27


def test_a_command_that_fails_is_told_with_the_end_of_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match=r"status 3:\nbefore the end"):
        measure([sys.executable, "-c", "print('before the end'); raise SystemExit(3)"], tmp_path / "a.json")


def test_variables_reach_the_command(tmp_path: Path) -> None:
    measure([sys.executable, "-c", "import os; assert os.environ['WHICH'] == 'this'"], tmp_path / "a.json", {"WHICH": "this"})


def test_the_small_process_holds_nothing_but_the_standard_library() -> None:
    code = "import sys, bench.quality.measured; assert not {'numpy', 'cyclopts', 'lightgbm'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=measured.ROOT, check=True, env=os.environ | {"PYTHONPATH": str(measured.ROOT)})
