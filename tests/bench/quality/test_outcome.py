"""What a run found, on the console, as JSON and as a page."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from bench.quality.bootstrap import Difference
from bench.quality.comparison import compare
from bench.quality.grants import GrantComparison
from bench.quality.impact import ImpactComparison, Partition
from bench.quality.outcome import Outcome, print_outcome, write_outcome
from bench.quality.pipeline import KEY
from bench.quality.prices import PriceComparison, Spending
from bench.quality.targets import Target
from tests.bench.quality.test_comparison import split


def outcome() -> Outcome:
    tables = compare([split(1), split(2)])
    prices = PriceComparison(tables, (Spending(KEY, "split 1", 1.0, 1.0, float("nan"), 1.0, False),), (Target("first & foremost", "0.1", True),))
    gaps = (Difference(-0.025, -0.05, 0.0), Difference(-0.01, -0.03, 0.01))
    impact = ImpactComparison((Partition(1, 400, 80, 90, 85),), *gaps, (Target("second", "80", False),))
    return Outcome(("Run in a test.",), prices, impact, GrantComparison(tables[0], (Target("third", "", None),)))


def test_the_json_holds_every_figure_and_null_where_there_is_none(tmp_path: Path) -> None:
    write_outcome(outcome(), tmp_path / "deep" / "quality.json")
    found = json.loads((tmp_path / "deep" / "quality.json").read_text(encoding="utf-8"))
    assert found["prices"]["tables"][0]["rows"][0]["key"] == KEY and found["prices"]["spendings"][0]["fit"] is None
    assert (
        found["impact"]["partitions"] == [{"salt": 1, "n": 400, "pipeline": 80, "default": 90, "tuned": 85}] and found["grants"]["targets"][0]["holds"] is None
    )


def test_the_page_is_whole_and_escaped(tmp_path: Path) -> None:
    write_outcome(outcome(), tmp_path / "quality.json")
    page = (tmp_path / "quality.html").read_text(encoding="utf-8")
    assert "first &amp; foremost" in page and "Run in a test." in page and "split 2" in page and "http" not in page


def test_the_console_shows_all_tables_and_the_targets_last() -> None:
    printed = StringIO()
    print_outcome(outcome(), Console(file=printed, width=200, markup=False))
    text = printed.getvalue()
    assert text.index("split 1") < text.index("mean over the splits") < text.index("Targets") < text.index("second") and "NO" in text


def test_parts_that_did_not_run_are_left_out() -> None:
    only = Outcome(("Run in a test.",), grants=outcome().grants)
    assert [target.what for target in only.targets] == ["third"]
