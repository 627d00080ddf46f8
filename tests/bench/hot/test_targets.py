"""Targets are bounds from below or above on figures that were measured; one without a figure is not judged."""

from __future__ import annotations

from bench.hot.figures import Row
from bench.hot.targets import TARGETS, Target, judged


def test_a_target_holds_at_its_bound_and_on_its_side() -> None:
    assert [Target("a", "", 0.5).holds(value) for value in (0.4, 0.5, 0.6)] == [False, True, True]
    assert [Target("a", "", 0.5, at_least=False).holds(value) for value in (0.4, 0.5, 0.6)] == [True, True, False]


def test_only_measured_figures_are_judged() -> None:
    row = Row("service_c128", 0.71, "fraction of limit", 1, 0.71, 0.71)
    ((target, found),) = judged([row, Row("limit_b1", 1.0, "", 1, 1.0, 1.0)])
    assert found is row and target.bound == 0.70 and target.holds(row.value)


def test_no_figure_has_two_targets() -> None:
    assert len({target.name for target in TARGETS}) == len(TARGETS)
