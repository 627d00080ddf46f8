"""The maturity head from text and attributes: the ordinal model with what is needed to judge and to export it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from training.head_columns import HeadColumns, HeadRows
from training.held_out import held_out
from training.maturity_study import MaturityStudy, maturity_study
from training.ordinal import OrdinalModel, fit_ordinal
from training.parameters import Parameters, boosting
from training.trees import Forest
from training.two_ways import TwoWays

LEAST_ROWS = 60


@dataclass(frozen=True)
class MaturityModel:
    """`rows` labelled contracts taught it; `columns`: those of the matrix that its trees read; `study`: how good it is on unseen projects."""

    ordinal: OrdinalModel
    columns: NDArray[np.int64]
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

    def exceedance(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """P(level > 1 … 8), (n, 8), for rows of the whole matrix."""
        return self.ordinal.exceedance(rows[:, self.columns])

    @property
    def trees(self) -> Forest:
        """The forest over the whole matrix."""
        return self.ordinal.trees.reading(self.columns)

    def add_to(self, graph: Graph, rows: TwoWays) -> dict[str, int | str | None]:
        """Adds the head; its output. Thresholds ascend, so P(level > k) cannot increase with k."""
        score = rows.add(graph, self.trees, "maturity")
        thresholds = graph.constant(self.ordinal.thresholds.astype(np.float32).reshape(1, -1))
        graph.node("Sigmoid", graph.node("Sub", score, thresholds), output="maturity")
        return {"maturity": len(self.ordinal.thresholds)}


def fit_maturity(rows: HeadRows, levels: NDArray[np.int8], projects: NDArray[np.int64], columns: HeadColumns, parameters: Parameters) -> MaturityModel | None:
    """The head from labels (n, 2), 0 where there is none; None where labels are too few or all alike. A fifth of the projects judges, then all teach."""
    labelled = levels[:, 0] > 0
    if labelled.sum() < LEAST_ROWS or len(np.unique(levels[labelled], axis=0)) < 2:
        return None
    held = held_out(projects, parameters.seed)
    taught, asked, known = labelled & ~held, labelled & held, levels.astype(np.int64)
    found = _fit(rows.shown[taught][:, columns.trees], known[taught], parameters).exceedance(rows.rows[asked][:, columns.trees])
    study = maturity_study(found, known[asked], known[taught])
    return MaturityModel(_fit(rows.shown[labelled][:, columns.trees], known[labelled], parameters), columns.trees, int(labelled.sum()), study)


def _fit(rows: NDArray[np.float32], levels: NDArray[np.int64], parameters: Parameters) -> OrdinalModel:
    p = parameters.maturity
    shared = boosting(p.leaves, p.depth, p.rate, min(p.least_leaf, max(len(rows) // 20, 2)), parameters.seed, parameters.threads)
    return fit_ordinal(rows, levels, shared, p.rounds)
