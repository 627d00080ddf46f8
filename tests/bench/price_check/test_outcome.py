"""The targets follow from the figures, and the JSON holds all of them with the limits that gave them."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.price_check.measured_tables import MeasuredTable
from bench.price_check.outcome import print_outcome, targets, write_outcome
from bench.price_check.rates import COLUMNS, GroupRates
from valuation.price_check.thresholds import THRESHOLDS


def group(name: str, n: int, aim: str | None, **marked: int) -> GroupRates:
    return GroupRates(name, n, aim, dict.fromkeys(COLUMNS, 0) | marked)


TABLES = [
    MeasuredTable(
        "simulated",
        True,
        1_000,
        (
            group("clean", 1_000, "", any_flag=9),
            group("ordinary", 1_000, "", any_flag=11),
            group("unit_error", 10, "far_outside_interval", far_outside_interval=8, any_flag=10),
            group("split", 10, "split_contracts", split_contracts=7, any_flag=10),
            group("typing_error", 10, None),
            group("empty", 0, "serial_relisting"),
        ),
    )
]


def test_a_target_is_a_planted_group_found_by_its_own_flag_or_an_ordinary_one_left_alone() -> None:
    assert [(target.figure, target.holds) for target in targets(TABLES)] == [(0.009, True), (0.011, False), (0.8, True), (0.7, False)]
    assert all(target.low < target.figure < target.high for target in targets(TABLES))


def test_everything_is_printed_and_written(tmp_path: Path) -> None:
    console = Console(file=StringIO(), width=200)
    print_outcome(TABLES, console)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "SIMULATED" in told and "FAILS" in told and "holds" in told and "80.00%" in told
    write_outcome(TABLES, "Run in a test.", tmp_path / "deep" / "price_check.json")
    found = json.loads((tmp_path / "deep" / "price_check.json").read_text(encoding="utf-8"))
    assert found["thresholds"]["version"] == THRESHOLDS.version and len(found["targets"]) == 4
    assert found["tables"][0]["groups"][2]["marked"]["far_outside_interval"] == 8
