"""The page says what the last run found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.soak.page import page_table

ROOT = Path(__file__).parents[3]
FILE = ROOT / "bench" / "soak.json"
FOUND = {"calls": 2_000, "answered": 2_000, "errors": 0, "broken": 0, "memory": 2**29, "growth": 0.0123, "p50": 8.25, "p99": 20.0, "slope": -0.04}
SOAK = {"minutes": 10.0, "share": 0.8, "workers": 2, "rate": 400.2, "capacity": 500.4, "found": FOUND}


def test_every_figure_has_a_line() -> None:
    table = page_table(SOAK)
    for figure in ("10 min at 400 calls/s, 80% of 500", "2,000", "512 MB", "+1.23%", "8.2 ms, 20.0 ms", "-4%"):
        assert figure in table
    assert "all of them answered" in table and "all of them" not in page_table(SOAK | {"found": FOUND | {"answered": 1_999}})


@pytest.mark.skipif(not FILE.exists(), reason="make soak has not been run here")
def test_the_page_holds_the_table_of_the_last_run() -> None:
    assert page_table(json.loads(FILE.read_text("utf-8"))) in (ROOT / "docs" / "reliability.md").read_text("utf-8")
