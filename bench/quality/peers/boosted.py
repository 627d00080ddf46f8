"""LightGBM as its rivals here use it: one forest for the mean, or one for each quantile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from valuation.price import QUANTILES

ROUNDS = 400
SETTINGS: dict[str, Any] = {
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_data_in_leaf": 20,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 0,
    "verbosity": -1,
}


@dataclass(frozen=True)
class Forest:
    """One booster whose prediction is (m,), or seven whose predictions stand side by side in ascending order, (m, 7)."""

    boosters: tuple[lgb.Booster, ...]

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        found = np.column_stack([np.asarray(one.predict(rows), dtype=np.float64) for one in self.boosters])
        return found[:, 0] if len(self.boosters) == 1 else np.sort(found, axis=1)


def boosted(rows: NDArray[np.float64], log_price: NDArray[np.float64], categorical: list[int], objective: str, threads: int) -> Forest:
    """A forest of the mean on rows (n, features); `objective` is LightGBM's name of the loss."""
    return Forest((_booster(rows, log_price, categorical, threads, objective=objective),))


def boosted_quantiles(rows: NDArray[np.float64], log_price: NDArray[np.float64], categorical: list[int], threads: int) -> Forest:
    """Seven forests with LightGBM's own quantile loss."""
    return Forest(tuple(_booster(rows, log_price, categorical, threads, objective="quantile", alpha=level) for level in QUANTILES))


def _booster(rows: NDArray[np.float64], log_price: NDArray[np.float64], categorical: list[int], threads: int, **loss: object) -> lgb.Booster:
    return lgb.train(SETTINGS | {"num_threads": threads} | loss, lgb.Dataset(rows, log_price, categorical_feature=categorical), num_boost_round=ROUNDS)
