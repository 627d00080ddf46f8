"""The table has a line a minute and the verdict in sentences; the file has everything."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from bench.soak.endurance import Sample, endurance
from bench.soak.load import Soaked
from bench.soak.outcome import print_outcome, write_outcome
from tests.bench.soak.test_endurance import LEVEL, STEADY, window

SOAKED = Soaked(500.0, 400.0, (*STEADY[:-1], window(39, statuses={"200": 90, "503": 10})), tuple(LEVEL))
FOUND = endurance(SOAKED.windows, SOAKED.samples, 600.0)


def test_the_console_shows_each_minute_and_what_fails() -> None:
    console = Console(width=120, record=True)
    print_outcome(SOAKED, FOUND, console)
    told = console.export_text()
    assert "400 calls a second, of 500" in told
    lines = [[cell.strip() for cell in line.strip("│ ").split("│")] for line in told.splitlines() if line.startswith("│")]
    assert lines[0] == ["1", "400", "400", "0", "10.0", "20.0", "954"] and lines[-1][:4] == ["10", "400", "390", "10"] and len(lines) == 10
    assert "holds  memory grew by 0.00%" in told and "FAILS  10 answers of 5xx" in told


def test_the_file_has_the_verdict_and_every_window(tmp_path: Path) -> None:
    write_outcome(SOAKED, FOUND, {"minutes": 10.0}, tmp_path / "deep" / "soak.json")
    found = json.loads((tmp_path / "deep" / "soak.json").read_text("utf-8"))
    assert (found["minutes"], found["capacity"], found["rate"], found["found"]["holds"], found["found"]["errors"]) == (10.0, 500.0, 400.0, False, 10)
    assert len(found["windows"]) == 40 and found["memory"][:2] == [[0.0, 10**9], [1.0, 10**9]]


def test_a_minute_without_a_look_at_the_memory_is_shown_all_the_same() -> None:
    console = Console(width=120, record=True)
    print_outcome(Soaked(1.0, 1.0, SOAKED.windows, (Sample(0.5, 10**9),)), FOUND, console)
    assert " - " in console.export_text()
