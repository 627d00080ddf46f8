from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

ROOT = Path(__file__).parents[3]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "training.simulate", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_writes_the_table_and_says_what_is_in_it(tmp_path):
    out = tmp_path / "new" / "contracts.parquet"
    found = run("--n", "200", "--out", str(out), "--seed", "5")
    assert found.returncode == 0 and "SIMULATED" in found.stderr and found.stdout == ""
    assert pq.read_table(out).num_rows == 200


def test_an_unknown_format_is_one_sentence(tmp_path):
    found = run("--n", "10", "--out", str(tmp_path / "contracts.doc"))
    assert found.returncode == 1 and "no such table format" in found.stderr and "Traceback" not in found.stderr
