"""Which of the five values dominates, as the text suggests it: calibrated class probabilities, a signal and no degree of value.

They come from the supervised columns of a text, one a class, by a common scale and a shift for each class, fitted to columns out of fold; where an encoder
has no such columns, from its embedding by a logistic regression.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from training.graph import Graph, add_affine
from training.lexical_fit import fold_of
from training.parameters import Parameters
from training.signal_study import SignalStudy, signal_study
from valuation.five_values import VALUES

LEAST_OF_CLASS = 10
_SHRINKAGE = 1e-3

Affine = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Weights (k, g) and shifts (g,)."""


@dataclass(frozen=True)
class SignalModel:
    """Class probabilities over `values` (g of them): softmax of the text rows' columns from `first` on (n, k) · weights (k, g) + bias (g,).

    `study`: each fold judged by the others.
    """

    values: tuple[str, ...]
    first: int
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rows: int
    study: SignalStudy

    @property
    def macro_f1(self) -> float:
        return self.study.model.macro_f1

    def figures(self) -> dict[str, float]:
        """Flat figures for the manifest."""
        return {"signals.rows": self.rows, **self.study.figures()}

    def predict(self, text_rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities, (n, g)."""
        return softmax(text_rows[:, self.first : self.first + len(self.weights)].astype(np.float64) @ self.weights + self.bias)

    def add_to(self, graph: Graph, text_rows: str) -> dict[str, int | str | None]:
        """Adds the head; its output."""
        ends = [graph.constant(np.asarray([one], dtype=np.int64)) for one in (self.first, self.first + len(self.weights), 1)]
        columns = graph.node("Slice", text_rows, *ends)
        graph.node("Softmax", add_affine(graph, columns, self.weights, self.bias), axis=1, output="signals")
        return {"signals": len(self.values)}


def classes_of(dominant: NDArray[np.str_], least_rows: int) -> tuple[str, ...]:
    """The values with ten labels or more; none where fewer than two have, or all together fewer than `least_rows`."""
    values = tuple(value for value in VALUES if (dominant == value).sum() >= LEAST_OF_CLASS)
    return values if len(values) >= 2 and np.isin(dominant, values).sum() >= least_rows else ()


def calibrate_signals(
    text_rows: NDArray[np.float32], columns: slice, dominant: NDArray[np.str_], projects: NDArray[np.int64], parameters: Parameters
) -> SignalModel | None:
    """The head from the supervised `columns` of its classes, out of fold where a row has a label "" of none; None where there are too few labels."""
    return _fit(text_rows, columns, dominant, projects, parameters, _scaled)


def fit_signals(
    text_rows: NDArray[np.float32], columns: slice, dominant: NDArray[np.str_], projects: NDArray[np.int64], parameters: Parameters
) -> SignalModel | None:
    """The head from the `columns` of an embedding; None where there are too few labels."""
    strength = parameters.values.penalty
    return _fit(text_rows, columns, dominant, projects, parameters, lambda rows, truth: _logistic(rows, truth, strength))


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of positive numbers that sum to 1."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _fit(
    text_rows: NDArray[np.float32],
    columns: slice,
    dominant: NDArray[np.str_],
    projects: NDArray[np.int64],
    parameters: Parameters,
    learn: Callable[[NDArray[np.float64], NDArray[np.int64]], Affine],
) -> SignalModel | None:
    values = classes_of(dominant, parameters.values.least_rows)
    if not values:
        return None
    labelled = np.isin(dominant, values)
    truth = np.asarray([values.index(one) for one in dominant[labelled]], dtype=np.int64)
    rows = text_rows[labelled, columns].astype(np.float64)
    fold = fold_of(projects, parameters.lexical.folds, parameters.seed)[labelled]
    found, judged = np.zeros((len(rows), len(values))), np.zeros(len(rows), dtype=bool)
    for one in range(parameters.lexical.folds):
        asked = fold == one
        if asked.any() and len(np.unique(truth[~asked])) == len(values):
            weights, bias = learn(rows[~asked], truth[~asked])
            found[asked], judged[asked] = softmax(rows[asked] @ weights + bias), True
    study = signal_study(found[judged], truth[judged], np.bincount(truth, minlength=len(values)) / len(truth))
    weights, bias = learn(rows, truth)
    return SignalModel(values, columns.start, weights.astype(np.float32), bias.astype(np.float32), len(truth), study)


def _scaled(logits: NDArray[np.float64], truth: NDArray[np.int64]) -> Affine:
    """One scale and a shift for each class, of least log loss."""
    right = np.eye(logits.shape[1])[truth]

    def loss(asked: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        found = softmax(np.exp(asked[0]) * logits + asked[1:])
        wrong = (found - right) / len(truth)
        slope = np.concatenate([[np.exp(asked[0]) * (wrong * logits).sum()], wrong.sum(axis=0)])
        return float(-np.log(np.maximum((found * right).sum(axis=1), 1e-300)).mean() + _SHRINKAGE * (asked**2).sum()), slope + 2 * _SHRINKAGE * asked

    best = minimize(loss, np.zeros(logits.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return np.exp(best[0]) * np.eye(logits.shape[1]), best[1:]


def _logistic(rows: NDArray[np.float64], truth: NDArray[np.int64], strength: float) -> Affine:
    model = LogisticRegression(C=strength, max_iter=2_000).fit(rows, truth)
    if len(model.classes_) > 2:
        return model.coef_.T, model.intercept_
    half = model.coef_[0] / 2  # two classes come as one logit: split it evenly between them
    return np.column_stack([-half, half]), np.asarray([-model.intercept_[0] / 2, model.intercept_[0] / 2])
