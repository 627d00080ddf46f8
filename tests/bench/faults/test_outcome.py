"""The table has a line a fault, the file every figure, and what did not hold is said in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from bench.faults.outcome import print_outcome, write_outcome
from bench.faults.rounds import Played

FOUND = [
    Played("a", "kill -9", "cut", 5, 100, 80, {"acknowledged": 80, "cut": 10, "unreached": 8, "503 not_ready": 2}, chain="intact", recovered_max=1.5),
    Played("b", "disk full", "503", 5, 10, 10, {"acknowledged": 10}, lost=3, chain="broken: at 7", broken=("3 records are lost",)),
    Played("c", "clock", "nothing", absent="no compiler"),
]


def test_the_console_shows_what_holds_and_what_fails() -> None:
    console = Console(width=200, record=True)
    print_outcome(FOUND, console)
    told = console.export_text()
    line = next(line for line in told.splitlines() if "kill -9" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")] == ["kill -9", "5", "100", "80", "2", "10", "8", "0", "intact", "0.00", "1.50", "holds"]
    assert "FAILS" in told and "b: 3 records are lost" in told and "c: no compiler" in told


def test_the_file_has_every_figure(tmp_path: Path) -> None:
    write_outcome(FOUND, {"cores": 2}, tmp_path / "deep" / "faults.json")
    found = json.loads((tmp_path / "deep" / "faults.json").read_text("utf-8"))
    assert found["machine"] == {"cores": 2}
    assert [(one["name"], one["holds"], one["refused"], one["cut"], one["unreached"], one["lost"]) for one in found["faults"]] == [
        ("a", True, 2, 10, 8, 0),
        ("b", False, 0, 0, 0, 3),
        ("c", False, 0, 0, 0, 0),
    ]
