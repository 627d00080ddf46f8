"""The maturity head from text: the ordinal model with what is needed to judge and to export it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from training.held_out import held_out
from training.ordinal import OrdinalModel, fit_ordinal
from training.parameters import Parameters, boosting
from valuation.maturity import level_probabilities, median_level

LEAST_ROWS = 60


@dataclass(frozen=True)
class MaturityModel:
    """`rows` labelled contracts; on unseen projects `log_loss` of the label (its range) and `inside`, the share whose median level the label allows."""

    ordinal: OrdinalModel
    rows: int
    log_loss: float
    inside: float

    def add_to(self, graph: Graph, text_rows: str) -> dict[str, int | str | None]:
        """Adds the head; its output. Thresholds ascend, so P(level > k) cannot increase with k."""
        score = graph.trees(self.ordinal.trees, text_rows)
        thresholds = graph.constant(self.ordinal.thresholds.astype(np.float32).reshape(1, -1))
        graph.node("Sigmoid", graph.node("Sub", score, thresholds), output="maturity")
        return {"maturity": len(self.ordinal.thresholds)}


def fit_maturity(text_rows: NDArray[np.float32], levels: NDArray[np.int8], projects: NDArray[np.int64], parameters: Parameters) -> MaturityModel | None:
    """The head from labels (n, 2), 0 where there is none; None where labels are too few or all alike."""
    labelled = levels[:, 0] > 0
    if labelled.sum() < LEAST_ROWS or len(np.unique(levels[labelled], axis=0)) < 2:
        return None
    p = parameters.maturity
    held = held_out(projects, parameters.seed)
    taught, asked = np.flatnonzero(labelled & ~held), np.flatnonzero(labelled & held)
    shared = boosting(p.leaves, p.rate, min(p.least_leaf, max(len(taught) // 20, 2)), parameters.seed, parameters.threads)
    ordinal = fit_ordinal(text_rows[taught], levels[taught].astype(np.int64), shared, p.rounds)
    log_loss, inside = judge(ordinal.exceedance(text_rows[asked]), levels[asked].astype(np.int64)) if len(asked) else (float("nan"), float("nan"))
    return MaturityModel(ordinal, len(taught), log_loss, inside)


def judge(exceedance: NDArray[np.float64], levels: NDArray[np.int64]) -> tuple[float, float]:
    """Mean −ln P(label's range), and the share of rows whose median level lies in the range."""
    mass = level_probabilities(exceedance)
    allowed = (np.arange(1, 10)[None, :] >= levels[:, :1]) & (np.arange(1, 10)[None, :] <= levels[:, 1:])
    likelihood = np.maximum((mass * allowed).sum(axis=1), 1e-12)
    median = median_level(exceedance)
    return float(-np.log(likelihood).mean()), float(np.mean((median >= levels[:, 0]) & (median <= levels[:, 1])))
