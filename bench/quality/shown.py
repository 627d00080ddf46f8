"""The tables as words and cells, alike for the console and the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.quality.bootstrap import Difference
from bench.quality.comparison import RAW, RAW_NAME, Row, Table
from bench.quality.grades import GradeComparison
from bench.quality.impact import ImpactComparison
from bench.quality.pipeline import KEY, NAME
from bench.quality.prices import Spending
from bench.quality.roster import RIVALS
from bench.quality.targets import Target
from training.binomial import wilson_band

FIGURES = ("", "RMSE", "pipeline − it, 95 %", "MdAPE", "coverage", "width", "Winkler", "pipeline − it, 95 %", "pinball")
COSTS = ("", "split", "training s", "processor s", "one fit s", "peak GiB", "measured")
SEGMENTS = ("", "n", "coverage", "95 % band")
TARGETS = ("", "found", "holds")
GRADES = ("", "AUC", "pipeline − it, 95 %")
PARTITIONS = ("", "texts", "pipeline's errors", "regression's", "tuned regression's")


@dataclass(frozen=True)
class Shown:
    """A table in words."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def figures_shown(table: Table) -> Shown:
    """A split's figures, or the mean's, one model a row."""
    title = f"{table.name}: {table.n:,} contracts, {table.answered:.1%} of those asked; {table.taught:,} taught"
    return Shown(title, FIGURES, tuple(_figures(row) for row in table.rows))


def segments_shown(table: Table) -> Shown:
    """The pipeline's coverage by segment, with the binomial band of each."""
    rows = []
    for one in sorted(table.segments, key=lambda segment: (segment.column, -segment.n)):
        low, high = wilson_band(one.cover90, one.n)
        rows.append((f"{one.column}: {one.value}", f"{one.n:,}", f"{one.cover90:.3f}", f"{low:.3f}-{high:.3f}"))
    return Shown(f"{table.name}: coverage of this pipeline's 90 % interval by segment", SEGMENTS, tuple(rows))


def costs_shown(spendings: Sequence[Spending]) -> Shown:
    """Time and memory, one model and split a row."""
    rows = tuple(
        (
            name_of(one.key),
            one.split,
            f"{one.wall:.1f}",
            f"{one.cpu:.1f}",
            "" if np.isnan(one.fit) else f"{one.fit:.1f}",
            f"{one.memory:.2f}",
            "earlier run" if one.cached else "this run",
        )
        for one in spendings
    )
    return Shown("Cost: the whole training with its calibration, in a process of its own", COSTS, rows)


def partitions_shown(found: ImpactComparison) -> Shown:
    """Errors by partition; the paired differences of the shares in the title."""
    rows = tuple((f"partition {one.salt}", f"{one.n:,}", str(one.pipeline), str(one.default), str(one.tuned)) for one in found.partitions)
    gaps = f"{_interval(found.to_default)}; − tuned {_interval(found.to_tuned)}"
    return Shown(f"Dominant value of impact texts: share of errors, pipeline − regression {gaps}", PARTITIONS, rows)


def grades_shown(found: GradeComparison) -> Shown:
    """AUC of this pipeline by seed and of each rival."""
    title = f"Grades of grants: AUC of 优 or better, {found.n:,} newest graded projects, {found.good:.0%} of them so; {found.taught:,} taught"
    own = tuple((f"{NAME}, seed {seed}", f"{auc:.4f}", "") for seed, auc in found.pipeline.items())
    return Shown(title, GRADES, (*own, *((one.name, f"{one.auc:.4f}", _interval(one.gap)) for one in found.rivals)))


def targets_shown(targets: Sequence[Target]) -> Shown:
    """Each target with the figure that decides."""
    words = {True: "yes", False: "NO", None: "cannot tell"}
    return Shown("Targets", TARGETS, tuple((one.what, one.found, words[one.holds]) for one in targets))


def name_of(key: str) -> str:
    """What tables call the model of that key."""
    if key.endswith(RAW):
        return name_of(key.removesuffix(RAW)) + RAW_NAME
    return NAME if key == KEY else {one.key: one.name for one in RIVALS}[key]


def _figures(row: Row) -> tuple[str, ...]:
    one = row.figures
    return (
        name_of(row.key),
        f"{one.rmse:.3f}",
        _interval(row.rmse_difference),
        f"{one.mdape:.3f}",
        f"{one.cover90:.3f}",
        f"{one.width90:.3f}",
        f"{one.winkler90:.3f}",
        _interval(row.winkler_difference),
        f"{one.pinball:.4f}",
    )


def _interval(found: Difference | None) -> str:
    return "" if found is None else f"{found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"
