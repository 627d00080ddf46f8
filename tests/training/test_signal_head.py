from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from training.graph import Graph
from training.parameters import Parameters
from training.signal_head import SignalModel, calibrate_signals, classes_of, fit_signals
from valuation.five_values import VALUES

N = 600
PROJECTS = np.arange(N)
COLUMNS = slice(0, 8)


def dominant(count: int, seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    """Unit vectors around a direction per value; a third without a label."""
    generator = np.random.default_rng(seed)
    classes = generator.integers(0, count, N)
    vectors = np.eye(count, 8)[classes] + generator.normal(0, 0.3, (N, 8))
    labels = np.asarray([VALUES[at] for at in classes])
    labels[::3] = ""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), labels


def logits(seed: int = 0, n: int = 4_000) -> tuple[NDArray[np.float32], NDArray[np.str_], NDArray[np.float64]]:
    """Two columns that say nothing, then three that are true log odds made eight times too sure and pushed aside; labels drawn from the true ones."""
    generator = np.random.default_rng(seed)
    true = generator.normal(0, 1.5, (n, 3))
    probabilities = np.exp(true) / np.exp(true).sum(axis=1, keepdims=True)
    drawn = (probabilities.cumsum(axis=1) < generator.random(n)[:, None]).sum(axis=1)
    rows = np.hstack([generator.normal(0, 1, (n, 2)), 8 * true + np.asarray([3, 0, -5])]).astype(np.float32)
    return rows, np.asarray(["technical", "economic", "cultural"])[drawn], probabilities


def of_graph(model: SignalModel, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    graph = Graph("values")
    outputs = model.add_to(graph, graph.input("embedding"))
    session = ort.InferenceSession(graph.model(outputs).SerializeToString(), providers=["CPUExecutionProvider"])
    found: Any = session.run(list(outputs), {"embedding": rows})[0]
    return np.asarray(found)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_signals_of_an_embedding_are_the_class_probabilities_of_a_logistic_regression(quick: Parameters, count: int) -> None:
    embedding, labels = dominant(count)
    model = fit_signals(embedding, COLUMNS, labels, PROJECTS, quick)
    assert model is not None and model.values == VALUES[:count] and model.rows == 400
    known = labels != ""
    rival = LogisticRegression(C=quick.values.penalty, max_iter=2_000).fit(embedding[known], labels[known])
    expected = rival.predict_proba(embedding)[:, [list(rival.classes_).index(value) for value in model.values]]
    for found in (model.predict(embedding), of_graph(model, embedding)):
        assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
        assert np.abs(found - expected).max() < 2e-3  # the solvers stop at slightly different places
    assert model.macro_f1 > 0.85 and model.study.n == 400


def test_calibrated_columns_mean_what_they_say(quick: Parameters) -> None:
    rows, labels, truth = logits()
    model = calibrate_signals(rows, slice(2, 5), labels, np.arange(len(rows)), quick)
    assert model is not None and model.values == ("technical", "economic", "cultural") and model.first == 2
    assert np.abs(model.predict(rows) - truth).max() < 0.1
    assert np.abs(of_graph(model, rows) - model.predict(rows)).max() < 1e-5
    assert model.study.model.calibration_error < 0.03 and model.study.model.log_loss < model.study.prior.log_loss - 0.2


def test_a_signal_reads_no_column_but_its_own(quick: Parameters) -> None:
    rows, labels, _ = logits()
    model = calibrate_signals(rows, slice(2, 5), labels, np.arange(len(rows)), quick)
    assert model is not None
    blind = rows.copy()
    blind[:, :2] = np.nan
    assert np.array_equal(model.predict(blind), model.predict(rows)) and np.array_equal(of_graph(model, blind), of_graph(model, rows))


def test_a_fold_is_judged_by_the_others(quick: Parameters) -> None:
    generator = np.random.default_rng(2)
    rows, labels = np.eye(8, dtype=np.float32)[generator.integers(0, 8, 80)], np.asarray(["social", "technical"] * 40)
    projects = np.arange(80) // 2  # a project says one thing of one row and the contrary of its twin: nothing carries over
    rows[1::2] = rows[::2]
    model = fit_signals(rows, COLUMNS, labels, projects, quick)
    assert model is not None and model.study.model.accuracy == 0.5


def test_figures_carry_the_rival_that_knows_no_text(quick: Parameters) -> None:
    embedding, labels = dominant(3)
    model = fit_signals(embedding, COLUMNS, labels, PROJECTS, quick)
    assert model is not None
    figures = model.figures()
    assert figures["signals.rows"] == 400 and figures["signals.macro_f1"] == model.macro_f1
    assert figures["signals.prior.accuracy"] == pytest.approx(max((labels == value).sum() for value in model.values) / 400)


def test_signals_need_two_classes_of_ten_records_each(quick: Parameters) -> None:
    embedding, labels = dominant(2)
    assert fit_signals(embedding, COLUMNS, np.full(N, "social"), PROJECTS, quick) is None
    rare = labels.copy()
    rare[np.flatnonzero(labels == "technical")[9:]] = ""
    assert fit_signals(embedding, COLUMNS, rare, PROJECTS, quick) is None and classes_of(rare, 20) == ()
    assert calibrate_signals(embedding, slice(0, 2), np.full(N, "", dtype="<U9"), PROJECTS, quick) is None
    third = labels.copy()
    third[np.flatnonzero(labels == "technical")[:9]] = "cultural"  # nine records are no class of their own
    model = fit_signals(embedding, COLUMNS, third, PROJECTS, quick)
    assert model is not None and model.values == ("scientific", "technical") and model.rows == 391
    assert classes_of(third, 400) == ()
