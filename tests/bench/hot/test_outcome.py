"""The JSON file has the contract's shape; the tables show every figure once, and each target whether it holds."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console

from bench.hot.figures import Row
from bench.hot.outcome import print_outcome, write_outcome

ROWS = [
    Row("limit_b64", 6_000.0, "valuations/s", 3, 5_900.0, 6_100.0),
    Row("service_c1", 0.31, "fraction of limit", 3, 0.3, 0.32),
    Row("p99_c1_ms", 2.5, "ms", 3, 2.4, 2.6),
    Row("naive_c1", 0.15, "fraction of limit", 3, 0.14, 0.16),
    Row("overload_goodput", 0.5, "fraction of capacity", 1, 0.5, 0.5),
]


def test_the_file_is_machine_and_rows(tmp_path: Path) -> None:
    write_outcome(ROWS, {"cores": 2}, tmp_path / "deep" / "results.json")
    found = json.loads((tmp_path / "deep" / "results.json").read_text(encoding="utf-8"))
    assert found["machine"] == {"cores": 2}
    assert found["rows"][1] == {"name": "service_c1", "value": 0.31, "unit": "fraction of limit", "median_of": 3, "low": 0.3, "high": 0.32}


def test_the_console_shows_loads_side_by_side_and_what_fails() -> None:
    console = Console(width=140, record=True)
    print_outcome(ROWS, console)
    told = console.export_text()
    line = next(line for line in told.splitlines() if "1 item, 1 caller" in line and "│" in line)
    assert line.index("0.31") < line.index("2.5") < line.index("0.15")
    assert told.count("6,000") == 1 and "service_c1" not in told
    assert "holds  1 item, 1 caller: 0.31, at least 0.24" in told
    assert "FAILS  valuations at 4 × capacity, as a share of capacity: 0.5, at least 0.9" in told
