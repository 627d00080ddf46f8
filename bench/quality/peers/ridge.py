"""Ridge regression on TF-IDF of the words and one-hot attributes: the plainest model that reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from bench.quality.contracts import Contracts
from bench.quality.peers.attribute_codes import AttributeCodes
from bench.quality.peers.tfidf import tfidf


@dataclass(frozen=True)
class TextRidge:
    """`strength` is ridge's alpha."""

    strength: float = 1.0

    def fit(self, taught: Contracts) -> FittedRidge:
        rows = RidgeRows.learn(taught)
        model = Ridge(alpha=self.strength, solver="sparse_cg", tol=1e-4).fit(rows.matrix(taught), taught.log_price)
        return FittedRidge(rows, model)


@dataclass(frozen=True)
class RidgeRows:
    """Vocabulary, codes, and centre and scale (K + 1,) of the numbers and the date."""

    words: TfidfVectorizer
    codes: AttributeCodes
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]

    @classmethod
    def learn(cls, taught: Contracts) -> RidgeRows:
        numbers = np.column_stack([taught.numbers, taught.years])
        known = np.isfinite(numbers)
        count = np.maximum(known.sum(axis=0), 1)
        centre = np.where(known, numbers, 0).sum(axis=0) / count
        scale = np.sqrt((np.where(known, numbers - centre, 0) ** 2).sum(axis=0) / count)
        return cls(tfidf().fit(taught.text), AttributeCodes.learn(taught), centre, np.where(scale > 0, scale, 1.0))

    def matrix(self, contracts: Contracts) -> csr_matrix:
        """Words, indicators and standardised numbers; an unknown number is the mean."""
        numbers = np.nan_to_num((np.column_stack([contracts.numbers, contracts.years]) - self.centre) / self.scale)
        return hstack([self.words.transform(contracts.text), csr_matrix(self.codes.one_hot(contracts)), csr_matrix(numbers)]).tocsr()


@dataclass(frozen=True)
class FittedRidge:
    """Rows and regression."""

    rows: RidgeRows
    model: Ridge

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        return np.asarray(self.model.predict(self.rows.matrix(asked)), dtype=np.float64)
