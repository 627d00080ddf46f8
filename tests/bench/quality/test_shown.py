"""Tables in words."""

from __future__ import annotations

import math

from bench.quality.bootstrap import Difference
from bench.quality.comparison import compare
from bench.quality.impact import ImpactComparison, Partition
from bench.quality.pipeline import KEY
from bench.quality.prices import Spending
from bench.quality.shown import costs_shown, figures_shown, name_of, partitions_shown, segments_shown, targets_shown
from bench.quality.targets import Target
from tests.bench.quality.test_comparison import split


def test_figures_stand_with_the_difference_and_its_interval() -> None:
    (table,) = compare([split(1)])
    shown = figures_shown(table)
    own, rival, raw = shown.rows
    assert own[0] == "this pipeline" and own[2] == "" and raw[0] == rival[0] + ", raw quantiles"
    gap = table.row("lightgbm-l2").rmse_difference
    assert gap is not None and rival[2] == f"{gap.value:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]"
    assert all(len(row) == len(shown.header) for row in shown.rows) and "300 contracts" in shown.title


def test_segments_stand_largest_first_with_their_band() -> None:
    (table,) = compare([split(1)])
    rows = segments_shown(table).rows
    sizes = [int(row[1]) for row in rows if row[0].startswith("kind")]
    assert sizes == sorted(sizes, reverse=True) and all("-" in row[3] for row in rows)


def test_a_cost_that_is_not_known_stays_empty_and_an_old_measurement_says_so() -> None:
    (row,) = costs_shown([Spending(KEY, "split", 12.0, 20.0, math.nan, 1.5, True)]).rows
    assert row == ("this pipeline", "split", "12.0", "20.0", "", "1.50", "earlier run")


def test_partitions_and_targets_stand_with_their_figures() -> None:
    shown = partitions_shown(ImpactComparison((Partition(1, 400, 80, 90, 85),), Difference(-0.025, -0.05, 0.0), Difference(-0.01, -0.03, 0.01), ()))
    assert shown.rows == (("partition 1", "400", "80", "90", "85"),) and "[-0.050, +0.000]" in shown.title
    assert [row[2] for row in targets_shown([Target("a", "1", True), Target("b", "2", False), Target("c", "", None)]).rows] == ["yes", "NO", "cannot tell"]


def test_every_key_has_its_name() -> None:
    assert name_of(KEY) == "this pipeline" and name_of("ridge").startswith("ridge") and name_of("lightgbm-l2-raw").endswith("raw quantiles")
