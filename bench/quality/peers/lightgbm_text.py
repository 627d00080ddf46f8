"""LightGBM on attributes, the date and the texts as 64 dimensions of TF-IDF (truncated SVD)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from bench.quality.contracts import Contracts
from bench.quality.peers.attribute_codes import AttributeCodes
from bench.quality.peers.boosted import Forest, boosted, boosted_quantiles
from bench.quality.peers.tfidf import tfidf
from bench.quality.threads import THREADS

DIMENSIONS = 64


@dataclass(frozen=True)
class LightgbmText:
    """The loss of the mean is L2."""

    raw: bool = True
    threads: int = THREADS

    def fit(self, taught: Contracts) -> FittedText:
        rows = TextRows.learn(taught)
        return FittedText(rows, boosted(rows.matrix(taught), taught.log_price, rows.codes.categorical, "regression", self.threads))

    def fit_quantiles(self, taught: Contracts) -> FittedText:
        rows = TextRows.learn(taught)
        return FittedText(rows, boosted_quantiles(rows.matrix(taught), taught.log_price, rows.codes.categorical, self.threads))


@dataclass(frozen=True)
class TextRows:
    """Codes of the attributes, vocabulary and axes of the texts."""

    codes: AttributeCodes
    words: TfidfVectorizer
    axes: TruncatedSVD

    @classmethod
    def learn(cls, taught: Contracts) -> TextRows:
        words = tfidf().fit(taught.text)
        counted = words.transform(taught.text)
        axes = TruncatedSVD(min(DIMENSIONS, counted.shape[1] - 1), random_state=0).fit(counted)
        return cls(AttributeCodes.learn(taught), words, axes)

    def matrix(self, contracts: Contracts) -> NDArray[np.float64]:
        """Attributes, date and text, (n, features)."""
        return np.column_stack([self.codes.matrix(contracts), self.axes.transform(self.words.transform(contracts.text))])


@dataclass(frozen=True)
class FittedText:
    """Rows and forest."""

    rows: TextRows
    forest: Forest

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        return self.forest.predict(self.rows.matrix(asked))
