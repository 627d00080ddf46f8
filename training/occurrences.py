"""How much each token of a text counts in a bag of tokens: early ones more, repeated ones less.

A text opens with its title and says first what matters most; and the second naming of a thing tells less than the first. Weights are whole numbers, so
that sums of them are the same in any order; the graph (`lexical_graph.py`) uses this very table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.encoder import MAX_TOKENS

REPEATS = 3
"""A token counts at its first, second and third place in a text; further ones add nothing."""
_UNIT, _OPENING, _FADE = 64, 2.0, 38.0
"""The weight of a token far from the opening, what the opening adds in such weights, and in how many tokens that fades to a third."""


@dataclass(frozen=True)
class Bags:
    """n texts as bags of V tokens: `weights` (n, V), sums of the occurrence weights, and `squares` (n, V), sums of their squares."""

    weights: sparse.csr_matrix
    squares: sparse.csr_matrix

    def __len__(self) -> int:
        return int(self.weights.shape[0])

    def take(self, rows: NDArray[np.int64]) -> Bags:
        """The texts of those indices, in that order."""
        return Bags(self.weights[rows], self.squares[rows])


def occurrence_weights() -> NDArray[np.int64]:
    """Weight by place in the text and by how often the token stood before, (MAX_TOKENS, REPEATS + 1); the last column is 0.

    Repeats add what ln(1 + count) grows by, in units of its first step: 1, 0.58, 0.42.
    """
    places = 1 + _OPENING * np.exp(-np.arange(MAX_TOKENS) / _FADE)
    growth = np.diff(np.log1p(np.arange(REPEATS + 1))) / np.log(2)
    return np.hstack([np.round(_UNIT * places[:, None] * growth), np.zeros((MAX_TOKENS, 1))]).astype(np.int64)


def bags_of(ids: Sequence[NDArray[np.int32]], size: int) -> Bags:
    """Token ids of each text (at most `MAX_TOKENS`) as bags over a vocabulary of `size`."""
    lengths = np.asarray([len(one) for one in ids], dtype=np.int64)
    tokens = np.concatenate([np.zeros(0, dtype=np.int32), *ids]).astype(np.int64)
    texts = np.repeat(np.arange(len(ids)), lengths)
    places = np.arange(len(tokens)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    key = texts * size + tokens
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    before = np.empty(len(tokens), dtype=np.int64)
    before[order] = np.arange(len(tokens)) - np.repeat(starts, np.diff(starts, append=len(tokens)))
    found = occurrence_weights()[places, np.minimum(before, REPEATS)].astype(np.float64)
    shape = (len(ids), size)
    return Bags(sparse.csr_matrix((found, (texts, tokens)), shape=shape), sparse.csr_matrix((found**2, (texts, tokens)), shape=shape))
