"""LightGBM on attributes and the date, without texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts
from bench.quality.peers.attribute_codes import AttributeCodes
from bench.quality.peers.boosted import Forest, boosted, boosted_quantiles
from bench.quality.threads import THREADS


@dataclass(frozen=True)
class LightgbmAttributes:
    """`objective` is LightGBM's loss of the mean: regression (L2) or regression_l1."""

    objective: str
    raw: bool = False
    threads: int = THREADS

    def fit(self, taught: Contracts) -> FittedAttributes:
        codes = AttributeCodes.learn(taught)
        return FittedAttributes(codes, boosted(codes.matrix(taught), taught.log_price, codes.categorical, self.objective, self.threads))

    def fit_quantiles(self, taught: Contracts) -> FittedAttributes:
        codes = AttributeCodes.learn(taught)
        return FittedAttributes(codes, boosted_quantiles(codes.matrix(taught), taught.log_price, codes.categorical, self.threads))


@dataclass(frozen=True)
class FittedAttributes:
    """Codes and forest."""

    codes: AttributeCodes
    forest: Forest

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        return self.forest.predict(self.codes.matrix(asked))
