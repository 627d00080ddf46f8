"""One fault from the command line to the file, on the real service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.faults.__main__ import bench_faults


@pytest.mark.slow
def test_a_killed_service_loses_nothing(tmp_path: Path) -> None:
    bench_faults(rounds=1, only="process-killed", out=tmp_path / "faults.json")
    (found,) = json.loads((tmp_path / "faults.json").read_text("utf-8"))["faults"]
    assert found["injected"] == 1 and found["lost"] == 0 and found["chain"] == "intact" and found["acknowledged"] > 0


def test_a_fault_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench_faults(only="earthquake", out=tmp_path / "faults.json")
    assert ended.value.code == 2 and "disk-full" in capsys.readouterr().err
