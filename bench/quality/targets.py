"""What the pipeline is to reach beside its rivals, and whether it does: one line a target, with the figure that decides.

Price: on no split clearly worse than the best rival there, and clearly better than the best single rival over all of them, because no single rival is good
everywhere. Interval: coverage near its nominal 90 %, and a better score than the best rival's. Cost: no slower than the rival that reads texts too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.quality.answers import Answers
from bench.quality.comparison import MEAN, Table
from bench.quality.pipeline import KEY
from bench.quality.roster import TIMED

BETTER = 0.95
"""The pipeline's share of the best rival's figure on the mean over the splits, RMSE and Winkler score alike."""
COVERAGE, SEGMENT_COVERAGE = (0.85, 0.95), (0.80, 0.97)
SEGMENT_LEAST = 300
HIT_RATE = 0.98
MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Target:
    """`holds` is None where this run cannot tell."""

    what: str
    found: str
    holds: bool | None


def price_targets(tables: Sequence[Table]) -> list[Target]:
    """Targets on price and interval; `tables` are the splits' and, where there are several, the mean's."""
    found: list[Target] = []
    for table in tables:
        if not table.rivals():
            continue
        found += _on_mean(table) if table.name == MEAN else _on_split(table)
    return found


def cost_targets(answers: Mapping[str, Answers], taught: int) -> list[Target]:
    """Targets on the cost of training on the split that taught most contracts, `taught` of them."""
    own = answers[KEY]
    found = [Target(f"training on {taught:,} contracts stays under 4 GiB", f"{own.cost.memory / 2**30:.2f} GiB", own.cost.memory < MEMORY)]
    timed = [answers[key] for key in TIMED if key in answers]
    if not timed:
        return [*found, Target("training no slower than CatBoost with text", "CatBoost was not run", None)]
    whole, single = min(each.cost.wall for each in timed), min(each.fit for each in timed)
    compared = _not_together if any(each.cached for each in (own, *timed)) else _no_slower
    return [
        *found,
        compared("training no slower than CatBoost with text, both with calibration", own.cost.wall, whole),
        compared("the whole training no slower than one bare fit of CatBoost with text", own.cost.wall, single),
    ]


def _no_slower(what: str, own: float, other: float) -> Target:
    return Target(what, f"{own:.0f} s against {other:.0f} s", own <= other)


def _not_together(what: str, own: float, other: float) -> Target:
    """Seconds of different runs are of a machine busy with different things: they decide nothing."""
    return Target(what, f"{own:.0f} s against {other:.0f} s, not measured together", None)


def _on_split(table: Table) -> list[Target]:
    best = min(table.rivals(), key=lambda row: row.figures.rmse)
    own, gap = table.row(KEY).figures, best.rmse_difference
    assert gap is not None
    low, high = COVERAGE
    found = [
        Target(
            f"{table.name}: RMSE not worse than the best rival's ({best.key})",
            f"{own.rmse:.3f} against {best.figures.rmse:.3f}, difference {gap.value:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]",
            gap.low <= 0,
        ),
        Target(f"{table.name}: the 90 % interval covers {low:.2f}-{high:.2f}", f"{own.cover90:.3f}", low <= own.cover90 <= high),
        Target(f"{table.name}: hit rate at least {HIT_RATE}", f"{table.answered:.3f}", table.answered >= HIT_RATE),
    ]
    large = [one for one in table.segments if one.n >= SEGMENT_LEAST]
    outside = [one for one in large if not SEGMENT_COVERAGE[0] <= one.cover90 <= SEGMENT_COVERAGE[1]]
    told = "; ".join(f"{one.column} {one.value} {one.cover90:.3f} (n {one.n:,})" for one in outside) or f"all {len(large)}"
    low, high = SEGMENT_COVERAGE
    return [*found, Target(f"{table.name}: covers {low:.2f}-{high:.2f} in every segment of {SEGMENT_LEAST} or more", told, not outside if large else None)]


def _on_mean(table: Table) -> list[Target]:
    own = table.row(KEY).figures
    best = min(table.rivals(), key=lambda row: row.figures.rmse)
    sharpest = min(table.rivals(raw=True), key=lambda row: row.figures.winkler90)
    return [
        _share(f"RMSE at least 5 % below the best single rival's ({best.key}) on the mean", own.rmse, best.figures.rmse),
        _share(f"Winkler score at least 5 % below the best single rival's ({sharpest.key}) on the mean", own.winkler90, sharpest.figures.winkler90),
    ]


def _share(what: str, own: float, best: float) -> Target:
    return Target(what, f"{own:.3f} against {best:.3f}: {own / best - 1:+.1%}", own <= BETTER * best)
