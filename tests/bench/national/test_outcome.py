"""Everything that is shown says that it is simulated."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.national.outcome import NationalOutcome, print_national, write_national
from bench.national.targets import national_targets
from bench.quality.measured import Cost
from tests.bench.national.test_targets import ANOMALIES, MATURITY, PRICE, SCORES

TARGETS = national_targets(1.0, PRICE, MATURITY, SCORES, ANOMALIES)
OUTCOME = NationalOutcome(
    "Run in a test.", 100_000, 1, "2025-01-01", 80_000, 20_000, 13_000, 1.0, (PRICE,), MATURITY, SCORES, ANOMALIES, Cost(1, 2, 2**30), TARGETS
)


def test_the_json_holds_every_figure_and_says_that_it_is_simulated(tmp_path: Path) -> None:
    write_national(OUTCOME, tmp_path / "deep" / "national.json")
    found = json.loads((tmp_path / "deep" / "national.json").read_text(encoding="utf-8"))
    assert found["simulated"] is True and "SIMULATED" in found["note"] and found["prices"][0]["to_floor"] == 1.09
    assert [one["holds"] for one in found["targets"]] == [True] * len(TARGETS) and found["anomalies"]["kinds"]["split"] == [9, 10]


def test_every_table_on_the_console_says_that_it_is_simulated() -> None:
    printed = StringIO()
    print_national(OUTCOME, Console(file=printed, width=220))
    text = printed.getvalue()
    assert text.count("SIMULATED") == 4 and "+9.0%" in text and "scientific" in text and "yes" in text
