"""The command runs every cell once and writes the contract's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.hot.__main__ import bench_hot
from bench.hot.figures import CONTRACT


@pytest.mark.slow
def test_every_figure_of_the_contract_is_written(tmp_path: Path) -> None:
    bench_hot(rounds=1, seconds=2.0, overload=2.0, rows=2_000, out=tmp_path / "results.json")
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert set(CONTRACT) <= {row["name"] for row in found["rows"]}
    assert found["machine"]["processor"] and all(row["low"] <= row["value"] <= row["high"] for row in found["rows"])
