"""The heads of experts' scores as nodes of a graph, all of them side by side: a node costs a lone request about as much as a small forest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.graph import Graph, add_concat
from training.two_ways import TwoWays
from training.value_heads import Line, ScoreModel
from valuation.five_values import SCORE_QUANTILES, SCORE_RANGE


def add_scores(graph: Graph, scores: Sequence[ScoreModel], rows: TwoWays) -> dict[str, int | str | None]:
    """Adds the heads of at least one score; their outputs, `score_<value>` (n, 3) each."""
    forests = [rows.add(graph, trees, f"score_{score.value}_{at}") for score in scores for at, trees in enumerate(score.forests)]
    told = _by_score(graph, add_concat(graph, forests), len(SCORE_QUANTILES))
    told = graph.node("Mul", told, graph.constant(np.stack([score.shares for score in scores]).astype(np.float32)))
    told = graph.node("Add", told, _by_score(graph, _lines(graph, [score.line for score in scores], rows.plain), 1))
    told = graph.node("Add", told, graph.constant(np.stack([score.added for score in scores]).astype(np.float32)))
    ascending = graph.ordered(told, graph.constant(np.asarray([len(SCORE_QUANTILES)], dtype=np.int64)), axis=2)
    within = graph.node("Clip", ascending, *(graph.constant(np.float32(one)) for one in SCORE_RANGE))
    outputs: dict[str, int | str | None] = {f"score_{score.value}": len(SCORE_QUANTILES) for score in scores}
    graph.split(graph.node("Reshape", within, graph.constant(np.asarray([0, -1], dtype=np.int64))), list(outputs))
    return outputs


def _by_score(graph: Graph, columns: str, each: int) -> str:
    """(n, scores · each) → (n, scores, each)."""
    return graph.node("Reshape", columns, graph.constant(np.asarray([0, -1, each], dtype=np.int64)))


def _lines(graph: Graph, lines: Sequence[Line], rows: str) -> str:
    """The lines' sums (n, lines): one addition after the other, for a product of matrices may add in another order in another batch."""
    total = graph.constant(np.asarray([[line.bias for line in lines]], dtype=np.float32))
    for at in range(max(len(line.columns) for line in lines)):
        columns = np.asarray([line.columns[at] if at < len(line.columns) else 0 for line in lines], dtype=np.int64)
        weights = np.asarray([[line.weights[at] if at < len(line.columns) else 0.0 for line in lines]], dtype=np.float32)
        column = graph.node("Gather", rows, graph.constant(columns), axis=1)
        total = graph.node("Add", total, graph.node("Mul", column, graph.constant(weights)))
    return total
