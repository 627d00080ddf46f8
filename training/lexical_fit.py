"""Linear models on the traits of tokens: ridge regression for a number, a balanced logistic regression for a class; whole and by folds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import lsqr
from sklearn.linear_model import LogisticRegression

from training.occurrences import Bags
from training.parameters import LexicalParameters
from training.token_traits import TokenTraits

CLEARLY = 1.01
"""Factor by which the firm penalty's squared error on other folds must exceed the other's to give way."""

Weights = tuple[NDArray[np.float64], ...]
"""Weight of each token for each column of a target, (V, width), for each kind of traits."""


@dataclass(frozen=True)
class Target:
    """What is to be told from text: `truth` (n,), a number, or the number of one of `classes` classes; `taught` (n,) the rows to learn from."""

    truth: NDArray[np.float64]
    taught: NDArray[np.bool_]
    classes: int = 0

    @property
    def width(self) -> int:
        """Columns that it takes: one for a number, one a class."""
        return self.classes or 1


@dataclass(frozen=True)
class TargetFit:
    """Weights from all rows that teach, and from those outside each fold; `fold` (n,) of a row that may teach, -1 of any other.

    Where only a sample teaches, the others have their project's fold too: what their siblings taught would tell them their own label.
    """

    whole: Weights
    without: tuple[Weights, ...]
    fold: NDArray[np.int64]


def fit_target(kinds: Sequence[TokenTraits], bags: Bags, target: Target, projects: NDArray[np.int64], parameters: LexicalParameters, seed: int) -> TargetFit:
    """Learns a target from n texts. The parts of tokens (the second kind) are learned only where few rows teach: many rows tell the tokens themselves."""
    rows = np.flatnonzero(target.taught)
    few = len(rows) <= parameters.parts_rows
    if len(rows) > parameters.rows:
        rows = np.sort(np.random.default_rng(seed).choice(rows, parameters.rows, replace=False))
    fold = np.where(target.taught, fold_of(projects, parameters.folds, seed), -1)
    fits: list[list[NDArray[np.float64]]] = []
    for at, traits in enumerate(kinds):
        if at > 0 and not few:
            fits.append([np.zeros((traits.count, target.width))] * (parameters.folds + 1))
            continue
        points = traits.rows(bags.take(rows))
        unit = np.sqrt(points.multiply(points).sum() / max(len(rows), 1)) or 1.0  # lengths are approximate: mean length 1
        share = 1 / (unit * (len(kinds) if few else 1))
        found = _fitted(sparse.csr_matrix(points / unit), target.truth[rows], fold[rows], target, parameters)
        fits.append([np.asarray(traits.traits @ (one.T * share)) for one in found])
    whole, *without = (tuple(weights) for weights in zip(*fits, strict=True))
    return TargetFit(whole, tuple(without), fold)


def fold_of(projects: NDArray[np.int64], folds: int, seed: int) -> NDArray[np.int64]:
    """A fold for each row, (n,): rows of one project share it."""
    drawn = np.random.default_rng([seed, folds]).integers(0, folds, int(projects.max()) + 1 if len(projects) else 0)
    return np.asarray(drawn[projects])


def _fitted(
    points: sparse.csr_matrix, truth: NDArray[np.float64], fold: NDArray[np.int64], target: Target, parameters: LexicalParameters
) -> list[NDArray[np.float64]]:
    """Coefficients from all rows, then from those outside each fold; of a number, with the firmer penalty unless the other is clearly better on other folds."""
    penalties = (0.0,) if target.classes else (parameters.firm_ridge, parameters.ridge)
    inside = [one for one in range(parameters.folds) if 0 < (fold == one).sum() < len(fold)]
    best: list[NDArray[np.float64]] = []
    least = np.inf
    for penalty in penalties:
        without = [_linear(points[fold != one], truth[fold != one], target, parameters.strength, penalty) for one in range(parameters.folds)]
        wrong = 0.0 if target.classes else sum(_squares(points[fold == one], truth[fold == one] - truth[fold != one].mean(), without[one]) for one in inside)
        if CLEARLY * wrong < least:
            least, best = wrong, [_linear(points, truth, target, parameters.strength, penalty), *without]
    return best


def _squares(points: sparse.csr_matrix, truth: NDArray[np.float64], coefficients: NDArray[np.float64]) -> float:
    return float(((truth - points @ coefficients[0]) ** 2).sum())


def _linear(points: sparse.csr_matrix, truth: NDArray[np.float64], target: Target, strength: float, penalty: float) -> NDArray[np.float64]:
    """Coefficients (width, f); zeros where a class is missing or all numbers are alike."""
    if len(np.unique(truth)) < max(target.classes, 2):
        return np.zeros((target.width, points.shape[1]))
    if target.classes:
        model = LogisticRegression(C=strength, class_weight="balanced", max_iter=200, tol=1e-3).fit(points, truth)
        return np.asarray(model.coef_ if target.classes > 2 else np.vstack([-model.coef_, model.coef_]) / 2)
    return np.asarray(lsqr(points, truth - truth.mean(), damp=np.sqrt(penalty), iter_lim=60, atol=1e-4, btol=1e-4)[0])[None, :]
