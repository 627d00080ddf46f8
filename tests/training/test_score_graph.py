from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnx

from models.session import open_session
from training.context import Context
from training.graph import Graph
from training.score_graph import add_scores
from training.two_ways import add_two_ways
from training.value_heads import Line, ScoreModel


def lined(score: ScoreModel, columns: list[int]) -> ScoreModel:
    """The same head on another line."""
    weights = np.linspace(0.5, 3.0, len(columns), dtype=np.float32)
    return replace(score, line=Line(np.asarray(columns, dtype=np.int64), weights, np.float32(40.0)))


def graph_of(scores: list[ScoreModel], width: int) -> tuple[onnx.ModelProto, list[str]]:
    graph = Graph("values")
    forests = [trees for score in scores for trees in score.forests]
    outputs = add_scores(graph, scores, add_two_ways(graph, graph.input("embedding"), forests, range(width)))
    return graph.model(outputs), list(outputs)


def test_lines_of_different_lengths_stand_side_by_side_and_every_row_is_as_it_is_alone(tiny_run: Context) -> None:
    rows = tiny_run.inputs.head_rows()[:200]
    first, second = tiny_run.heads.scores
    scores = [lined(first, [0, 3, 5]), lined(second, [2])]
    model, outputs = graph_of(scores, rows.shape[1])
    session = open_session(model.SerializeToString())
    found: Any = session.run(outputs, {"embedding": rows})
    assert outputs == [f"score_{score.value}" for score in scores]
    for score, told in zip(scores, found, strict=True):
        assert told.shape == (200, 3) and np.abs(told - score.predict(rows)).max() < 5e-3
    alone: Any = session.run(outputs, {"embedding": rows[7:8]})
    assert all(np.array_equal(one[0], many[7]) for one, many in zip(alone, found, strict=True))


def test_one_score_alone_has_its_own_output(tiny_run: Context) -> None:
    rows = tiny_run.inputs.head_rows()[:50]
    score = lined(tiny_run.heads.scores[0], [])
    model, outputs = graph_of([score], rows.shape[1])
    (found,) = open_session(model.SerializeToString()).run(outputs, {"embedding": rows})
    assert np.abs(found - score.predict(rows)).max() < 5e-3
