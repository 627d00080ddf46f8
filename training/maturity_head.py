"""The maturity head from text: the ordinal model with what is needed to judge and to export it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from training.held_out import held_out
from training.maturity_study import MaturityStudy, maturity_study
from training.ordinal import OrdinalModel, fit_ordinal
from training.parameters import Parameters, boosting

LEAST_ROWS = 60


@dataclass(frozen=True)
class MaturityModel:
    """`rows` labelled contracts taught it; `study`: how good it is on unseen projects."""

    ordinal: OrdinalModel
    rows: int
    study: MaturityStudy

    @property
    def log_loss(self) -> float:
        return self.study.model.log_loss

    @property
    def inside(self) -> float:
        return self.study.model.inside_label

    def figures(self) -> dict[str, float]:
        """Flat figures for the manifest."""
        return {"maturity.rows": self.rows, **self.study.figures()}

    def add_to(self, graph: Graph, text_rows: str) -> dict[str, int | str | None]:
        """Adds the head; its output. Thresholds ascend, so P(level > k) cannot increase with k."""
        score = graph.trees(self.ordinal.trees, text_rows, "maturity")
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
    known = levels.astype(np.int64)
    return MaturityModel(ordinal, len(taught), maturity_study(ordinal.exceedance(text_rows[asked]), known[asked], known[taught]))
