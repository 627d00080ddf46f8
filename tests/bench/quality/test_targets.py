"""Targets and whether they hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.quality.bootstrap import Difference
from bench.quality.comparison import MEAN, Row, Segment, Table
from bench.quality.figures import Figures
from bench.quality.pipeline import KEY
from bench.quality.targets import Target, cost_targets, price_targets
from tests.bench.quality.conftest import answers

OWN = Figures(rmse=0.40, mdape=0.1, cover90=0.9, width90=1.0, winkler90=1.80, pinball=0.1)


def table(name: str = "split", own: Figures = OWN, rmse: float = 0.43, winkler: float = 2.0, low: float = -0.05, answered: float = 1.0) -> Table:
    gap = Difference(own.rmse - rmse, low, low + 0.04)
    rival = Row("recent-level", replace(OWN, rmse=rmse, winkler90=winkler), gap, gap)
    worse = Row("ridge", replace(OWN, rmse=rmse + 0.1, winkler90=winkler + 1), gap, gap)
    raw = Row("lightgbm-l2-raw", replace(OWN, rmse=0.1, winkler90=winkler + 0.01), gap, gap)
    return Table(name, 1_000, 500, answered, (Row(KEY, own), worse, rival, raw))


def found(part: str, tables: list[Table]) -> Target:
    (one,) = [target for target in price_targets(tables) if part in target.what]
    return one


def test_not_worse_means_that_the_interval_reaches_zero() -> None:
    assert found("not worse", [table(low=-0.01)]).holds and found("not worse", [table(low=0.0)]).holds
    assert found("not worse", [table(low=0.001)]).holds is False
    assert "(recent-level)" in found("not worse", [table()]).what


def test_coverage_and_hit_rate_have_their_bands() -> None:
    for cover, holds in ((0.849, False), (0.85, True), (0.95, True), (0.951, False)):
        assert found("interval covers", [table(own=replace(OWN, cover90=cover))]).holds is holds
    assert found("hit rate", [table(answered=0.98)]).holds and found("hit rate", [table(answered=0.979)]).holds is False


def test_the_mean_asks_for_five_percent_below_the_best_single_rival() -> None:
    assert found("RMSE at least", [table(MEAN, own=replace(OWN, rmse=0.4085))]).holds
    assert found("RMSE at least", [table(MEAN, own=replace(OWN, rmse=0.4086))]).holds is False
    assert found("Winkler", [table(MEAN, own=replace(OWN, winkler90=1.9))]).holds
    assert found("Winkler", [table(MEAN, own=replace(OWN, winkler90=1.901))]).holds is False


def test_raw_quantiles_are_rivals_for_the_interval_only() -> None:
    given = table(MEAN, winkler=2.0)
    sharp = replace(given, rows=tuple(replace(row, figures=replace(row.figures, winkler90=1.0)) if row.key.endswith("raw") else row for row in given.rows))
    assert "lightgbm-l2-raw" in found("Winkler", [sharp]).what and found("Winkler", [sharp]).holds is False
    assert "recent-level" in found("RMSE", [sharp]).what


def test_only_segments_of_300_or_more_count() -> None:
    few = (Segment("phase", "I", 299, 0.5),)
    assert found("every segment", [replace(table(), segments=few)]).holds is None
    many = (*few, Segment("phase", "II", 300, 0.80))
    assert found("every segment", [replace(table(), segments=many)]).holds
    outside = found("every segment", [replace(table(), segments=(*many, Segment("agency", "x", 400, 0.979)))])
    assert outside.holds is False and "agency x 0.979" in outside.found


def test_without_rivals_there_is_nothing_to_hold_against() -> None:
    assert price_targets([replace(table(), rows=(Row(KEY, OWN),))]) == []


def test_cost_is_held_against_the_faster_of_the_two_catboosts() -> None:
    own = answers(np.zeros(3), wall=100.0, memory=3 * 2**30)
    slow, fast = answers(np.zeros(3), wall=300.0), answers(np.zeros(3), wall=150.0)  # one bare fit takes half of it
    memory, whole, single = cost_targets({KEY: own, "catboost-rmse": slow, "catboost-mae": fast}, 29_000)
    assert (memory.holds, whole.holds, single.holds) == (True, True, False) and "29,000" in memory.what and "150 s" in whole.found
    memory, unknown = cost_targets({KEY: answers(np.zeros(3), memory=5 * 2**30)}, 29_000)
    assert memory.holds is False and unknown.holds is None


@pytest.mark.parametrize("earlier", [KEY, "catboost-rmse", "catboost-mae"])
def test_times_of_different_runs_decide_nothing(earlier: str) -> None:
    found = {KEY: answers(np.zeros(3), wall=100.0), "catboost-rmse": answers(np.zeros(3), wall=300.0), "catboost-mae": answers(np.zeros(3), wall=150.0)}
    assert [target.holds for target in cost_targets(found, 29_000)] == [True, True, False]
    memory, whole, single = cost_targets(found | {earlier: replace(found[earlier], cached=True)}, 29_000)
    assert memory.holds and whole.holds is None and single.holds is None
    assert "100 s against 150 s, not measured together" in whole.found
