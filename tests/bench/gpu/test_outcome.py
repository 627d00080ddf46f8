from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.gpu.outcome import Absent, print_gpu, write_gpu
from bench.hot.figures import Row

ROWS = [Row("cpu_float32", 40.0, "valuations/s", 3, 39.0, 41.0)]
ABSENT = [Absent("gpu_float32", "valuations/s", "no device"), Absent("gpu_float16", "valuations/s", "no device")]


def test_what_could_not_be_measured_is_null_with_its_reason(tmp_path: Path) -> None:
    write_gpu(ROWS, ABSENT, {"host": "x"}, {"float16.p999": 0.02}, tmp_path / "new" / "gpu.json")
    found = json.loads((tmp_path / "new" / "gpu.json").read_text("utf-8"))
    assert (found["machine"], found["float16_gate"]) == ({"host": "x"}, {"float16.p999": 0.02})
    assert [(row["name"], row["value"], row["reason"]) for row in found["rows"]] == [
        ("cpu_float32", 40.0, None),
        ("gpu_float32", None, "no device"),
        ("gpu_float16", None, "no device"),
    ]
    assert len({frozenset(row) for row in found["rows"]}) == 1, "every row has the same keys"


def test_a_reason_is_printed_once_with_all_that_is_missing() -> None:
    console = Console(file=StringIO(), width=200)
    print_gpu(ROWS, ABSENT, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "cpu_float32" in printed and printed.count("no device") == 1 and "no device: gpu_float32, gpu_float16" in printed
