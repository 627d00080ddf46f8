"""The five values from text: what experts would score, where scored records exist.

A score head is three quantile forests, widened on records it has not seen. Where only a dominant value is known, there is a signal instead
(`signal_head.py`); the two are never mixed.
"""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from training.held_out import held_out
from training.leaks.closeness import rank_correlation
from training.parameters import Parameters, boosting
from training.trees import Forest, forest
from valuation.five_values import SCORE_QUANTILES, SCORE_RANGE, VALUES


@dataclass(frozen=True)
class ScoreModel:
    """Estimate of one value's expert score. `coverage` is the share of unseen records inside the widened 90 % interval."""

    value: str
    boosters: tuple[lgb.Booster, ...]
    forests: tuple[Forest, ...]
    margin: float
    rows: int
    coverage: float
    rank_correlation: float

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Quantiles 5, 50, 95 % of the score, (n, 3), ascending within 0-100."""
        found = np.column_stack([np.asarray(booster.predict(rows)) for booster in self.boosters])
        return np.clip(np.sort(found + self._margins(), axis=1), *SCORE_RANGE)

    def _margins(self) -> NDArray[np.float64]:
        return np.asarray([-self.margin, 0.0, self.margin])

    def add_to(self, graph: Graph, text_rows: str) -> dict[str, int | str | None]:
        """Adds the head; its output."""
        sums = graph.node("Concat", *(graph.trees(trees, text_rows, f"score_{self.value}_{at}") for at, trees in enumerate(self.forests)), axis=1)
        shifted = graph.node("Add", sums, graph.constant(self._margins().astype(np.float32).reshape(1, -1)))
        graph.sorted(shifted, len(self.forests), f"score_{self.value}_raw")
        low, high = (graph.constant(np.float32(one)) for one in SCORE_RANGE)
        graph.node("Clip", f"score_{self.value}_raw", low, high, output=f"score_{self.value}")
        return {f"score_{self.value}": len(self.forests)}


def fit_scores(text_rows: NDArray[np.float32], scores: NDArray[np.float64], projects: NDArray[np.int64], parameters: Parameters) -> list[ScoreModel]:
    """One head per value with enough scored records; `scores` (n, 5) with NaN. A fifth of the projects sets the margin."""
    held = held_out(projects, parameters.seed)
    models: list[ScoreModel] = []
    for at, value in enumerate(VALUES):
        labelled = np.isfinite(scores[:, at])
        taught, asked = labelled & ~held, labelled & held
        if taught.sum() < parameters.values.least_rows or asked.sum() < 10 or np.ptp(scores[taught, at]) == 0:
            continue
        models.append(_fit_score(value, text_rows, scores[:, at], taught, asked, parameters))
    return models


def _fit_score(
    value: str, rows: NDArray[np.float32], score: NDArray[np.float64], taught: NDArray[np.bool_], asked: NDArray[np.bool_], parameters: Parameters
) -> ScoreModel:
    p = parameters.values
    shared = boosting(p.leaves, p.rate, min(p.least_leaf, max(int(taught.sum()) // 20, 2)), parameters.seed, parameters.threads)
    data = lgb.Dataset(rows[taught], score[taught], free_raw_data=False)
    boosters = tuple(lgb.train({**shared, "objective": "quantile", "alpha": level}, data, p.rounds) for level in SCORE_QUANTILES)
    # half of the held-out records widen the interval, the other half say how well that worked
    unseen = np.flatnonzero(asked)
    widen, judge = unseen[::2], unseen[1::2]
    model = ScoreModel(value, boosters, tuple(forest(one) for one in boosters), 0.0, int(taught.sum()), float("nan"), float("nan"))
    found = model.predict(rows[widen])
    excess = np.maximum(found[:, 0] - score[widen], score[widen] - found[:, 2])
    margin = max(float(np.quantile(excess, min(0.9 * (1 + 1 / len(widen)), 1.0))), 0.0)
    model = ScoreModel(value, boosters, model.forests, margin, model.rows, float("nan"), float("nan"))
    found = model.predict(rows[judge])
    coverage = float(np.mean((score[judge] >= found[:, 0]) & (score[judge] <= found[:, 2])))
    return ScoreModel(value, boosters, model.forests, margin, model.rows, coverage, rank_correlation(found[:, 1], score[judge]))
