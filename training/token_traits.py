"""What a linear model may know of a token: which one it is, and of which letters it is made.

The second lets `marketed` learn from `market`: a token's weight is the sum of the weights of its parts, so that both kinds of model come down to one
number a token. Chinese tokens are parted into characters and pairs, others into runs of four letters with their ends marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from training.occurrences import Bags

LEAST_TOKEN, LEAST_PART = 2, 3
"""Texts that must hold a token, or a part of one, before it counts."""
_SHORT = 3
"""Tokens of fewer Latin letters, digits or signs are endings, numbers and punctuation: they say nothing of a subject."""


@dataclass(frozen=True)
class TokenTraits:
    """Traits of V tokens, (V, f), scaled by their rarity; `sizes` (V,) is the square of each token's length."""

    traits: sparse.csr_matrix

    @property
    def count(self) -> int:
        """Number of tokens, V."""
        return int(self.traits.shape[0])

    @property
    def sizes(self) -> NDArray[np.float64]:
        return np.asarray(self.traits.multiply(self.traits).sum(axis=1), dtype=np.float64).ravel()

    def rows(self, bags: Bags) -> sparse.csr_matrix:
        """Texts as points of about unit length, (n, f): the sum of their tokens' traits over `lengths`."""
        return sparse.csr_matrix(sparse.diags(1 / self.lengths(bags)) @ (bags.weights @ self.traits))

    def lengths(self, bags: Bags) -> NDArray[np.float64]:
        """Length of each text as if no two of its tokens shared a trait, (n,): a sum over tokens, which a graph can take in any order."""
        return np.asarray(np.sqrt(np.maximum(bags.squares @ self.sizes, 1e-300)))


def names(tokens: Sequence[str], bags: Bags) -> TokenTraits:
    """Each token its own trait."""
    return TokenTraits(sparse.csr_matrix(sparse.diags(np.where([_is_short(token) for token in tokens], 0.0, _rarity(bags.weights, LEAST_TOKEN)))))


def parts(tokens: Sequence[str], bags: Bags) -> TokenTraits:
    """The letters of each token."""
    numbers: dict[str, int] = {}
    rows, columns = [], []
    for at, token in enumerate(tokens):
        for part in parts_of(token):
            rows.append(at)
            columns.append(numbers.setdefault(part, len(numbers)))
    made = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(tokens), max(len(numbers), 1)))
    return TokenTraits(sparse.csr_matrix(made @ sparse.diags(_rarity(bags.weights @ made, LEAST_PART))))


def parts_of(token: str) -> set[str]:
    """The parts of one token; none of a short one."""
    if _is_short(token):
        return set()
    marked, sizes = (f"<{token}>", (4,)) if token.isascii() else (token, (1, 2))
    return {marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1)}


def _is_short(token: str) -> bool:
    return token.isascii() and len(token) < _SHORT


def _rarity(counts: sparse.csr_matrix, least: int) -> NDArray[np.float64]:
    """ln((1 + texts) / (1 + texts that hold it)), 0 where fewer than `least` do; words of every text have none."""
    holding = np.asarray((counts > 0).sum(axis=0), dtype=np.float64).ravel()
    return np.where(holding >= least, np.log((1 + counts.shape[0]) / (1 + holding)), 0.0)
