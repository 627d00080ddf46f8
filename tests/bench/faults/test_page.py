"""The page says what the last full run found, and that run lost nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.faults.page import HEADS, page_table
from bench.faults.roster import FAULTS

ROOT = Path(__file__).parents[3]
FILE = ROOT / "bench" / "faults.json"
ROW = {
    "what": "kill -9",
    "injected": 5,
    "calls": 12_345,
    "acknowledged": 12_000,
    "refused": 0,
    "cut": 300,
    "unreached": 45,
    "lost": 0,
    "chain": "intact",
    "recovered_median": 1.234,
    "recovered_max": 2.0,
    "meanwhile": "cut",
    "absent": "",
}


def test_a_fault_is_a_line_with_every_figure() -> None:
    table = page_table([ROW, ROW | {"absent": "no compiler"}]).splitlines()
    assert table[2] == "| kill -9 | 5 | 12,345 | 12,000 | 0 | 300 | 45 | **0** | intact | 1.23, 2.00 | cut |"
    assert table[3].endswith("| not possible there: no compiler |")
    assert {line.count(" | ") for line in table} == {len(HEADS) - 1}


@pytest.mark.skipif(not FILE.exists(), reason="make faults has not been run here")
def test_the_page_holds_the_table_of_the_last_run_and_nothing_was_lost_in_it() -> None:
    faults = json.loads(FILE.read_text("utf-8"))["faults"]
    assert page_table(faults) in (ROOT / "docs" / "reliability.md").read_text("utf-8")
    assert [fault["name"] for fault in faults] == [fault.name for fault in FAULTS]
    assert all(fault["lost"] == 0 and fault["chain"] == "intact" and fault["injected"] >= 5 for fault in faults if not fault["absent"])
