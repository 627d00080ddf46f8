"""From the command line to the file, on the real service."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from bench.soak.__main__ import bench_soak, mixed


@pytest.mark.slow
def test_a_short_soak_is_written_whatever_it_says(tmp_path: Path) -> None:
    with contextlib.suppress(SystemExit):  # a load of seconds on a busy machine may not be flat
        bench_soak(minutes=0.2, share=0.5, workers=1, out=tmp_path / "soak.json")
    found = json.loads((tmp_path / "soak.json").read_text("utf-8"))["found"]
    assert found["answered"] == found["calls"] > 0 and found["errors"] == 0 and found["broken"] == 0


def test_every_fourth_body_is_a_large_one() -> None:
    assert [len(json.loads(body)["achievements"]) for body in mixed(8)] == [1, 1, 1, 16] * 2
