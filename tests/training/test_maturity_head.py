from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray

from training.graph import Graph
from training.held_out import held_out
from training.maturity_head import LEAST_ROWS, fit_maturity, judge
from training.parameters import Parameters

PROJECTS = np.arange(800)


def labelled(n: int = 800) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """Rows whose first number tells the stage: 1-3, 4-6 or 7-9; every tenth has no label."""
    generator = np.random.default_rng(0)
    stage = generator.integers(0, 3, n)
    rows = np.column_stack([stage + generator.normal(0, 0.2, n), generator.normal(0, 1, n)]).astype(np.float32)
    levels = np.column_stack([1 + 3 * stage, 3 + 3 * stage]).astype(np.int8)
    levels[::10] = 0
    return rows, levels


def test_the_head_is_judged_on_projects_that_it_has_not_seen(quick: Parameters) -> None:
    rows, levels = labelled()
    model = fit_maturity(rows, levels, PROJECTS, quick)
    assert model is not None
    unseen = held_out(PROJECTS, quick.seed)
    assert model.rows == int(((levels[:, 0] > 0) & ~unseen).sum())
    assert model.inside > 0.9 and model.log_loss < 0.5
    misleading = levels.copy()
    misleading[unseen] = np.where(levels[unseen] > 0, 10 - levels[unseen][:, ::-1], 0)
    fooled = fit_maturity(rows, misleading, PROJECTS, quick)
    assert fooled is not None and np.array_equal(fooled.ordinal.thresholds, model.ordinal.thresholds) and fooled.inside < 0.6


def test_too_few_labels_or_labels_all_alike_make_no_head(quick: Parameters) -> None:
    rows, levels = labelled()
    few = levels.copy()
    few[LEAST_ROWS + 5 :] = 0
    assert fit_maturity(rows, few, PROJECTS, quick) is None
    assert fit_maturity(rows, np.full((800, 2), 5, dtype=np.int8), PROJECTS, quick) is None
    assert fit_maturity(rows, np.zeros((800, 2), dtype=np.int8), PROJECTS, quick) is None


def test_the_graph_gives_the_same_probabilities_and_never_one_that_rises_with_the_level(quick: Parameters) -> None:
    rows, levels = labelled()
    model = fit_maturity(rows, levels, PROJECTS, replace(quick, maturity=replace(quick.maturity, rounds=20)))
    assert model is not None
    graph = Graph("maturity")
    outputs = model.add_to(graph, graph.input("embedding"))
    session = ort.InferenceSession(graph.model(outputs).SerializeToString(), providers=["CPUExecutionProvider"])
    found: Any = session.run(["maturity"], {"embedding": rows})[0]
    assert found.shape == (800, 8) and np.abs(found - model.ordinal.exceedance(rows)).max() < 1e-5
    assert (np.diff(found, axis=1) <= 0).all()


def test_a_judgement_is_the_likelihood_of_the_label_and_whether_the_median_lies_in_it() -> None:
    exceedance = np.asarray([[1, 1, 0.8, 0.4, 0.1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 0.9]])  # levels 3-6 with 0.2, 0.4, 0.3, 0.1; level 9 with 0.9
    log_loss, inside = judge(exceedance, np.asarray([[4, 5], [1, 8]]))
    assert log_loss == pytest.approx(-(np.log(0.7) + np.log(0.1)) / 2)
    assert inside == 0.5
    assert judge(exceedance, np.asarray([[4, 4], [9, 9]]))[1] == 1.0
    assert np.isfinite(judge(exceedance, np.asarray([[1, 1], [1, 1]]))[0])  # a label thought impossible is costly, not infinite
