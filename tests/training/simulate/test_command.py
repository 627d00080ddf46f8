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


def test_square_brackets_in_a_path_are_text(tmp_path):
    out = tmp_path / "[b]" / "contracts.parquet"
    assert "[b]/contracts.parquet" in run("--n", "20", "--out", str(out)).stderr.replace("\n", "")
    assert "[/b]'" in run("--n", "20", "--out", "[/b]").stderr  # a long path would be cut where it is shown


def test_a_negative_seed_is_refused_in_words(tmp_path):
    found = run("--n", "10", "--out", str(tmp_path / "contracts.csv"), "--seed=-1")
    assert found.returncode != 0 and ">= 0" in found.stderr + found.stdout and "Traceback" not in found.stderr
