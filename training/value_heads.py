"""The five values from text and attributes: what experts would score, where scored records exist.

A score is a straight line of what text and attributes say of it, and trees on what the line leaves, as far as they help on records not seen: with few and
noisy grades the line says nearly all. Forests of the 5 and 95 % quantiles around the line make the interval, widened on records not seen. Where
only a dominant value is known, there is a signal instead (`signal_head.py`); the two are never mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from training.head_columns import HeadColumns, HeadRows
from training.held_out import held_out
from training.leaks.closeness import rank_correlation
from training.parameters import Parameters, boosting
from training.trees import Forest, forest
from valuation.five_values import SCORE_QUANTILES, SCORE_RANGE, VALUES

Array = NDArray[np.float64]
Rows = NDArray[np.float32]

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How much of the middle forest may be added to the line."""
CLEARLY = 1.01
"""Factor by which the line's squared error must exceed the best before trees have a say."""
_LOW, _MIDDLE, _HIGH = range(3)


@dataclass(frozen=True)
class Line:
    """bias + Σ weights · the columns of the matrix."""

    columns: NDArray[np.int64]
    weights: NDArray[np.float32]
    bias: np.float32

    def of(self, rows: Rows) -> Array:
        """(n,), summed in the order of the columns."""
        total = np.full(len(rows), self.bias, dtype=np.float32)
        for column, weight in zip(self.columns, self.weights, strict=True):
            total = total + rows[:, column] * weight
        return total.astype(np.float64)


@dataclass(frozen=True)
class ScoreModel:
    """Estimate of one value's expert score: the line and, over the columns `trees`, three forests of what it leaves (low, middle, high).

    `start` (3,): how far the quantiles lie from the line on the whole; `share`: how much of the middle forest is added; `correction` (3,) what records not
    seen asked for. `coverage` is the share of other such records inside the widened 90 % interval.
    """

    value: str
    line: Line
    trees: NDArray[np.int64]
    boosters: tuple[lgb.Booster, ...]
    forests: tuple[Forest, ...]
    start: Array
    rows: int
    share: float = 1.0
    correction: Array = field(default_factory=lambda: np.zeros(len(SCORE_QUANTILES)))
    coverage: float = float("nan")
    rank_correlation: float = float("nan")

    def predict(self, rows: Rows) -> Array:
        """Quantiles 5, 50, 95 % of the score, (n, 3), ascending within 0-100."""
        return np.clip(np.sort(self.line.of(rows)[:, None] + self.told(rows) * self.shares + self.added, axis=1), *SCORE_RANGE)

    def told(self, rows: Rows) -> Array:
        """What the forests say, (n, 3)."""
        return np.column_stack([np.asarray(booster.predict(rows[:, self.trees])) for booster in self.boosters])

    @property
    def shares(self) -> Array:
        """By what each forest is multiplied, (3,)."""
        return np.asarray([1.0, self.share, 1.0])

    @property
    def added(self) -> Array:
        """What is added to line and forests, (3,)."""
        return self.start + self.correction


def fit_scores(rows: HeadRows, scores: Array, projects: NDArray[np.int64], columns: Mapping[str, HeadColumns], parameters: Parameters) -> list[ScoreModel]:
    """One head per value with enough scored records; `scores` (n, 5) with NaN, `columns` what each value may read. A fifth of the projects judges, then
    all of them teach.
    """
    held = held_out(projects, parameters.seed)
    models: list[ScoreModel] = []
    for at, value in enumerate(VALUES):
        labelled = np.isfinite(scores[:, at])
        taught, asked = labelled & ~held, labelled & held
        if taught.sum() < parameters.values.least_rows or asked.sum() < 10 or np.ptp(scores[taught, at]) == 0:
            continue
        found = _judged(_fit(value, rows.take(taught), scores[taught, at], columns[value], parameters), rows.rows[asked], scores[asked, at])
        whole = _fit(value, rows.take(labelled), scores[labelled, at], columns[value], parameters)
        judged = {name: getattr(found, name) for name in ("share", "correction", "coverage", "rank_correlation")}
        models.append(replace(whole, **judged))
    return models


def _judged(model: ScoreModel, rows: Rows, score: Array) -> ScoreModel:
    """The model with what unseen records say: all of them the share, half of them shift and width, the other half how well that worked."""
    widen, judge = slice(None, None, 2), slice(1, None, 2)
    line, middle = model.line.of(rows), model.told(rows)[:, _MIDDLE]
    share = _share(score - line, middle)
    model = replace(model, share=share, correction=np.asarray([0.0, np.median((score - line - share * middle)[widen]), 0.0]))
    found = model.predict(rows[widen])
    excess = np.maximum(found[:, _LOW] - score[widen], score[widen] - found[:, _HIGH])
    margin = max(float(np.quantile(excess, min(0.9 * (1 + 1 / len(excess)), 1.0))), 0.0)
    model = replace(model, correction=model.correction + np.asarray([-margin, 0.0, margin]))
    found = model.predict(rows[judge])
    coverage = float(np.mean((score[judge] >= found[:, _LOW]) & (score[judge] <= found[:, _HIGH])))
    order = rank_correlation(found[:, _MIDDLE], score[judge]) if np.ptp(found[:, _MIDDLE]) else 0.0  # who says the same of all orders nothing
    return replace(model, coverage=coverage, rank_correlation=order)


def _share(left: Array, middle: Array) -> float:
    """How much of what the trees say of what is left (n,) makes it least; nothing where that is no clear gain, or no greater than chance makes it."""
    squares = np.stack([(left - one * middle) ** 2 for one in SHARES])
    best = int(np.argmin(squares.mean(axis=1)))
    gain = squares[0] - squares[best]
    clear = CLEARLY * squares[best].mean() < squares[0].mean() and gain.mean() > gain.std() / np.sqrt(len(left))
    return SHARES[best] if clear else 0.0


def _fit(value: str, rows: HeadRows, score: Array, columns: HeadColumns, parameters: Parameters) -> ScoreModel:
    """Line and forests, nothing added yet but what the quantiles lie apart from the line on the whole."""
    p = parameters.values
    line = fit_line(rows.rows, score, columns.line)
    left = score - line.of(rows.shown)
    seen = rows.shown[:, columns.trees]
    shared = boosting(p.leaves, p.depth, p.rate, min(p.least_leaf, max(len(seen) // 20, 2)), parameters.seed, parameters.threads)
    start = np.asarray([np.quantile(left, SCORE_QUANTILES[_LOW]), 0.0, np.quantile(left, SCORE_QUANTILES[_HIGH])])
    objectives: tuple[dict[str, object], ...] = (
        {"objective": "quantile", "alpha": SCORE_QUANTILES[_LOW]},
        {"objective": "regression"},
        {"objective": "quantile", "alpha": SCORE_QUANTILES[_HIGH]},
    )
    boosters = tuple(
        lgb.train({**shared, "boost_from_average": False, **objective}, lgb.Dataset(seen, left - apart, free_raw_data=False), p.rounds)
        for objective, apart in zip(objectives, start, strict=True)
    )
    forests = tuple(forest(booster).reading(columns.trees) for booster in boosters)
    return ScoreModel(value, line, columns.trees, boosters, forests, start, len(score))


def fit_line(rows: Rows, score: Array, columns: NDArray[np.int64]) -> Line:
    """Least squares; each column is an estimate of the score in its standard deviations, and counts once at most: what shrinkage has taken off is not given
    back, for texts and names say less of tomorrow's scores than of yesterday's. The mean where there are no columns.
    """
    points = rows[:, columns].astype(np.float64)
    centre = points.mean(axis=0)
    weights = lsq_linear(points - centre, score - score.mean(), (0.0, score.std())).x if len(columns) else np.zeros(0)
    return Line(columns, weights.astype(np.float32), np.float32(score.mean() - centre @ weights))
