"""Supervised columns of a text: linear models on its tokens, folded into one number a token and column, beside the embedding that keeps the topic.

A column is Σ over kinds of traits of scale · (Σ weight · table[token]) / √(Σ weight² · size[token]). Everything under a sum is a whole number, so that
the graph finds the same bits in any batch. The trees that read a column in training see it out of fold: from texts of other projects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.lexical_fit import Target, fit_target
from training.occurrences import Bags
from training.parameters import LexicalParameters
from training.token_traits import TokenTraits, names, parts

_LARGEST = 32_000


@dataclass(frozen=True)
class LexicalTable:
    """`table` (V, kinds · columns) and `sizes` (V, kinds), int16, one kind of traits after the other; `scales` (kinds, columns)."""

    table: NDArray[np.int16]
    sizes: NDArray[np.int16]
    scales: NDArray[np.float64]

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.scales.shape[1])

    def columns(self, bags: Bags) -> NDArray[np.float32]:
        """The columns of each text, (n, width); 0 for a text without tokens."""
        sums = np.asarray(bags.weights @ self.table.astype(np.float64)).reshape(len(bags), *self.scales.shape)
        lengths = np.sqrt(np.maximum(bags.squares @ self.sizes.astype(np.float64), 1.0))
        scaled = sums / lengths[:, :, None] * self.scales
        return np.asarray(scaled.sum(axis=1), dtype=np.float32)


def fit_lexical(
    tokens: Sequence[str], bags: Bags, targets: Sequence[Target], projects: NDArray[np.int64], parameters: LexicalParameters, seed: int
) -> tuple[LexicalTable, NDArray[np.float32]]:
    """The table, and every text's columns: out of fold where they are labelled, from the table elsewhere; (n, sum of the targets' widths)."""
    few = [target.taught for target in targets if target.taught.sum() <= parameters.parts_rows]
    kinds = [names(tokens, bags)] + ([parts(tokens, bags.take(np.flatnonzero(np.any(few, axis=0))))] if few else [])
    fits = [fit_target(kinds, bags, target, projects, parameters, seed) for target in targets]
    table = _table(kinds, [np.hstack(weights) for weights in zip(*(fit.whole for fit in fits), strict=True)])
    columns = table.columns(bags)
    at = 0
    for target, fit in zip(targets, fits, strict=True):
        for one, weights in enumerate(fit.without):
            unseen = np.flatnonzero(fit.fold == one)
            columns[unseen, at : at + target.width] = _table(kinds, weights).columns(bags.take(unseen))
        at += target.width
    return table, columns


def _table(kinds: Sequence[TokenTraits], weights: Sequence[NDArray[np.float64]]) -> LexicalTable:
    """Weights (V, columns) of each kind on a grid of int16. Lengths may be in any unit: the scale makes up for it."""
    largest = np.asarray([np.maximum(np.abs(one).max(axis=0), 1e-12) for one in weights])
    longest = np.asarray([max(float(traits.sizes.max()), 1e-12) for traits in kinds])
    table = np.hstack([np.round(one * (_LARGEST / most)) for one, most in zip(weights, largest, strict=True)])
    sizes = np.column_stack([np.round(traits.sizes * (_LARGEST / most)) for traits, most in zip(kinds, longest, strict=True)])
    scales = largest / _LARGEST * np.sqrt(_LARGEST / longest)[:, None]
    return LexicalTable(table.astype(np.int16), sizes.astype(np.int16), scales)
