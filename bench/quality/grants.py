"""Chinese grants: title and category → amount of later years, beside the category's median of the last three years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.quality.comparison import Table, compare
from bench.quality.pipeline import KEY
from bench.quality.prices import PriceTask, answer_splits
from bench.quality.roster import rival
from bench.quality.splits import Split
from bench.quality.targets import Target

SPLIT = Split(2013, (2014, 2015, 2016))
RIVAL = "segment-median"


@dataclass(frozen=True)
class GrantComparison:
    """The split's table and the target."""

    table: Table
    targets: tuple[Target, ...]


def grant_task(data: Path, source: Path, params: Path | None = None) -> PriceTask:
    """The one split and the one rival."""
    return PriceTask(data, source, (SPLIT,), (rival(RIVAL),), params)


def compare_grants(task: PriceTask, store: Path, told: Callable[[str], None]) -> GrantComparison:
    """Runs both on the one split; FieldError where table and mapping do not fit."""
    (table,) = compare(answer_splits(task, store, told))
    own, median = table.row(KEY).figures.rmse, table.row(RIVAL).figures.rmse
    what = "amounts of grants: RMSE below the category's median of three years"
    return GrantComparison(table, (Target(what, f"{own:.3f} against {median:.3f}", own < median),))
