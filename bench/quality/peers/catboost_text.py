"""CatBoost with its own handling of categories and of texts. The package belongs to the bench extra alone, hence the imports inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts
from bench.quality.threads import THREADS

if TYPE_CHECKING:
    from catboost import CatBoostRegressor, Pool

ROUNDS = 1_000


@dataclass(frozen=True)
class CatboostText:
    """`loss` is CatBoost's name, RMSE or MAE. All but rounds (its own default), seed and threads is as CatBoost chooses."""

    loss: str
    threads: int = THREADS

    def fit(self, taught: Contracts) -> FittedCatboost:
        from catboost import CatBoostRegressor

        settings = {"iterations": ROUNDS, "loss_function": self.loss, "random_seed": 0, "thread_count": self.threads}
        model = CatBoostRegressor(**settings, verbose=False, allow_writing_files=False)
        model.fit(_pool(taught, taught.log_price))
        return FittedCatboost(model)


@dataclass(frozen=True)
class FittedCatboost:
    """The model."""

    model: CatBoostRegressor

    def predict(self, asked: Contracts) -> NDArray[np.float64]:
        return np.asarray(self.model.predict(_pool(asked, None)), dtype=np.float64)


def _pool(contracts: Contracts, log_price: NDArray[np.float64] | None) -> Pool:
    """Categories, then the text, then numbers and the date. An unknown category is one more category, an unknown number stays NaN."""
    from catboost import Pool

    width = contracts.categories.shape[1]
    numbers = np.column_stack([contracts.numbers, contracts.years])
    rows = [[*words, text or " ", *row] for words, text, row in zip(contracts.categories.tolist(), contracts.text, numbers.tolist(), strict=True)]
    return Pool(rows, log_price, cat_features=list(range(width)), text_features=[width])
