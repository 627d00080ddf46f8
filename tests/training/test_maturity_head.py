from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from training.graph import Graph
from training.head_columns import HeadColumns, HeadRows
from training.held_out import held_out
from training.maturity_head import LEAST_ROWS, fit_maturity
from training.parameters import Parameters
from training.two_ways import add_two_ways

PROJECTS = np.arange(800)


EVERY = HeadColumns(np.asarray([0, 1]), np.asarray([], dtype=np.int64))


def labelled(n: int = 800) -> tuple[HeadRows, NDArray[np.int8]]:
    """Rows whose first number tells the stage: 1-3, 4-6 or 7-9; every tenth has no label."""
    generator = np.random.default_rng(0)
    stage = generator.integers(0, 3, n)
    rows = np.column_stack([stage + generator.normal(0, 0.2, n), generator.normal(0, 1, n)]).astype(np.float32)
    levels = np.column_stack([1 + 3 * stage, 3 + 3 * stage]).astype(np.int8)
    levels[::10] = 0
    return HeadRows(rows, rows), levels


def test_the_head_is_judged_on_projects_that_it_has_not_seen(quick: Parameters) -> None:
    rows, levels = labelled()
    model = fit_maturity(rows, levels, PROJECTS, EVERY, quick)
    assert model is not None
    unseen = held_out(PROJECTS, quick.seed)
    assert model.rows == int((levels[:, 0] > 0).sum())  # once judged, all of them teach
    assert model.inside > 0.9 and model.log_loss < 0.5
    assert model.study.n == int(((levels[:, 0] > 0) & unseen).sum()) and model.study.model.mean_error < 0.3 * model.study.prior.mean_error
    figures = model.figures()
    assert (figures["maturity.rows"], figures["maturity.inside_label"]) == (model.rows, model.inside)
    misleading = levels.copy()
    misleading[unseen] = np.where(levels[unseen] > 0, 10 - levels[unseen][:, ::-1], 0)
    fooled = fit_maturity(rows, misleading, PROJECTS, EVERY, quick)
    assert fooled is not None and fooled.inside < 0.6


def test_the_head_reads_its_own_columns_of_the_matrix_alone(quick: Parameters) -> None:
    rows, levels = labelled()
    wide = np.hstack([np.random.default_rng(1).normal(0, 1, (800, 3)).astype(np.float32), rows.rows])
    own = HeadColumns(np.asarray([3, 4]), np.asarray([], dtype=np.int64))
    model, narrow = fit_maturity(HeadRows(wide, wide), levels, PROJECTS, own, quick), fit_maturity(rows, levels, PROJECTS, EVERY, quick)
    assert model is not None and narrow is not None
    assert np.array_equal(model.exceedance(wide), narrow.exceedance(rows.rows))


def test_too_few_labels_or_labels_all_alike_make_no_head(quick: Parameters) -> None:
    rows, levels = labelled()
    few = levels.copy()
    few[LEAST_ROWS + 5 :] = 0
    assert fit_maturity(rows, few, PROJECTS, EVERY, quick) is None
    assert fit_maturity(rows, np.full((800, 2), 5, dtype=np.int8), PROJECTS, EVERY, quick) is None
    assert fit_maturity(rows, np.zeros((800, 2), dtype=np.int8), PROJECTS, EVERY, quick) is None


def test_the_graph_gives_the_same_probabilities_and_never_one_that_rises_with_the_level(quick: Parameters) -> None:
    rows, levels = labelled()
    model = fit_maturity(rows, levels, PROJECTS, EVERY, replace(quick, maturity=replace(quick.maturity, rounds=20)))
    assert model is not None
    graph = Graph("maturity")
    outputs = model.add_to(graph, add_two_ways(graph, graph.input("embedding"), [model.trees], range(0)))
    session = ort.InferenceSession(graph.model(outputs).SerializeToString(), providers=["CPUExecutionProvider"])
    found: Any = session.run(["maturity"], {"embedding": rows.rows})[0]
    assert found.shape == (800, 8) and np.abs(found - model.exceedance(rows.rows)).max() < 1e-5
    assert (np.diff(found, axis=1) <= 0).all()
