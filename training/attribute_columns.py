"""The attributes of a run as supervised columns: one ridge regression a target over all values of all categories, whole and by folds.

A price is never a target here and never among what is read: what follows the price goes into the price head alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import lsqr

from training.attribute_table import AttributeTable, laid
from training.attribute_traits import ValueTraits, value_traits
from training.corpus import Corpus
from training.inputs import Inputs
from training.lexical_fit import Target, fold_of
from training.parameters import AttributeParameters, Parameters
from training.readable import readable
from training.text_targets import TextTargets

Effects = list[NDArray[np.float64]]
"""Effect of each value, (V,), for each category column."""


def with_attributes(inputs: Inputs, corpus: Corpus, told: TextTargets, parameters: Parameters) -> tuple[Inputs, AttributeTable | None]:
    """The inputs with supervised columns of their attributes for every target that is a number, and the table behind them; None where there is nothing to
    read or to tell.
    """
    names = corpus.schema.categories
    may = [readable(corpus, target, names) for target in told.numbers]
    if not any(may):
        return inputs, None
    folds, seed = parameters.lexical.folds, parameters.seed
    table, columns = fit_attributes(inputs.categories, told.numbers, may, corpus.projects, parameters.attributes, folds, seed)
    return replace(inputs, attributes=columns), table


def fit_attributes(
    categories: NDArray[np.object_],
    targets: Sequence[Target],
    readable: Sequence[Sequence[int]],
    projects: NDArray[np.int64],
    parameters: AttributeParameters,
    folds: int,
    seed: int,
) -> tuple[AttributeTable, NDArray[np.float32]]:
    """The table of n rows' categories (n, C), and every row's columns: out of fold where they are labelled, from the table elsewhere.

    `readable` of each target: the category columns that may tell it; the others have no effect on it.
    """
    values = [value_traits(categories[:, at]) for at in range(categories.shape[1])]
    keys = [one.keys(categories[:, at]) for at, one in enumerate(values)]
    width = len(targets)
    effects = [np.zeros((one.traits.shape[0], width), dtype=np.float32) for one in values]
    shown = [np.zeros((len(categories), width), dtype=np.float32) for _ in values]
    fold = fold_of(projects, folds, seed)
    for number, (target, may) in enumerate(zip(targets, readable, strict=True)):
        rows = np.flatnonzero(target.taught)
        if len(rows) > parameters.rows:
            rows = np.sort(np.random.default_rng(seed).choice(rows, parameters.rows, replace=False))
        whole = _effects(values, keys, may, rows, target.truth, parameters.penalty)
        for at, own in zip(may, whole, strict=True):
            effects[at][:, number] = own
            shown[at][:, number] = effects[at][keys[at], number]
        for one in range(folds):
            unseen = np.flatnonzero(target.taught & (fold == one))
            without = _effects(values, keys, may, rows[fold[rows] != one], target.truth, parameters.penalty)
            for at, own in zip(may, without, strict=True):
                shown[at][unseen, number] = own.astype(np.float32)[keys[at][unseen]]
    return AttributeTable(tuple(one.numbers for one in values), tuple(effects)), laid(shown)


def _effects(
    values: Sequence[ValueTraits], keys: Sequence[NDArray[np.int64]], may: Sequence[int], rows: NDArray[np.int64], truth: NDArray[np.float64], penalty: float
) -> Effects:
    """Learned from those rows, in standard deviations of the truth; zeros where it does not vary. Each column's effects are 0 on the mean of the rows."""
    told = truth[rows] - truth[rows].mean() if len(rows) else np.zeros(0)
    spread = told.std() if len(rows) else 0.0
    if spread == 0 or not len(may):
        return [np.zeros(values[at].traits.shape[0]) for at in may]
    points = sparse.hstack([values[at].traits[keys[at][rows]] for at in may]).tocsr()
    weights = lsqr(points, told / spread, damp=np.sqrt(penalty), iter_lim=100, atol=1e-5, btol=1e-5)[0]
    found: Effects = []
    start = 0
    for at in may:
        traits = values[at].traits
        own = np.asarray(traits @ weights[start : start + traits.shape[1]])
        found.append(own - own[keys[at][rows]].mean())
        start += traits.shape[1]
    return found
