from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from service.cli import app

ROOT = Path(__file__).parents[2]


def valuation(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VALUATION_") and name != "DATABASE_URL"}
    variables = {**kept, "VALUATION_DATA": str(folder / "var"), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-m", "service.cli", *arguments], cwd=folder, env=variables, capture_output=True, text=True, timeout=60, check=False)


def test_a_database_is_made_backed_up_and_restored_from_the_command_line(tmp_path: Path) -> None:
    assert [valuation(tmp_path, *line.split()).returncode for line in ("migrate", "backup x.db", "restore x.db")] == [0, 0, 0]
    again = valuation(tmp_path, "backup", "x.db")
    assert (again.returncode, again.stdout) == (2, "") and "is there already" in again.stderr


def test_help_names_every_command_and_loads_none(tmp_path: Path) -> None:
    script = "import sys; from service.cli import app; app(['--help'], result_action='return_value'); print('sqlalchemy' in sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)
    assert told.splitlines()[-1] == "False"
    assert all(f"│ {name} " in told for name in ("audit", "backup", "migrate", "outcomes", "restore"))


@pytest.mark.parametrize("line", ["nonsense", "backup", "backup x.db y.db"])
def test_a_wrong_line_is_told_and_fails(line: str, tmp_path: Path) -> None:
    done = valuation(tmp_path, *line.split())
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", [name for name in app if not name.startswith("-")])
def test_every_command_can_be_loaded(name: str) -> None:
    assert app[name].help


def test_the_installed_command_is_this_one() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"] == {"valuation": "service.cli:main"}
