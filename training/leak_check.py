"""Attributes that are the price in disguise: found by how closely they follow it, whatever they are called.

The deny-list knows names; a column under a name of its own is caught here. No honest attribute orders prices as the price itself does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from valuation.features import DERIVED_NUMBERS, FeatureSchema
from valuation.field_error import FieldError

CLOSE = 0.98
"""Rank correlation with the price (numbers), or share of the variance of ln(price) that is explained by other contracts of the same value (categories)."""
LEAST_ROWS, LEAST_VALUES = 100, 50
"""Fewer known values than that prove nothing; a category of few values may well be the rule that sets the price."""


def refuse_leaks(inputs: Inputs, log_price: NDArray[np.float64], schema: FeatureSchema) -> None:
    """FieldError for the first attribute of the priced rows (n) that follows their price too closely."""
    for at, name in enumerate(schema.numbers):
        values = inputs.numbers[:, len(DERIVED_NUMBERS) + at].astype(np.float64)
        known = np.isfinite(values)
        if known.sum() >= LEAST_ROWS and len(np.unique(values[known])) >= LEAST_VALUES:
            _judge(name, abs(rank_correlation(values[known], log_price[known])), values[known][0])
    for at, name in enumerate(schema.categories):
        column = inputs.categories[:, at]
        _judge(name, explained_by_others(column, log_price), column[0])


def explained_by_others(values: NDArray[np.object_], log_price: NDArray[np.float64]) -> float:
    """Share of the variance of ln(price) explained by the mean of the *other* contracts of the same value; 0 for few values or few repeated ones."""
    numbers = {value: at for at, value in enumerate(dict.fromkeys(values))}
    group = np.asarray([numbers[value] for value in values], dtype=np.int64)
    count = np.bincount(group)[group]
    repeated = count > 1
    if len(numbers) < LEAST_VALUES or repeated.sum() < LEAST_ROWS:
        return 0.0
    others = (np.bincount(group, log_price)[group] - log_price)[repeated] / (count[repeated] - 1)
    variance = float(np.var(log_price[repeated]))
    return 1 - float(np.mean((log_price[repeated] - others) ** 2)) / variance if variance > 0 else 0.0


def rank_correlation(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Spearman's, with middle ranks for ties; NaN where a side does not vary."""
    if np.ptp(left) == 0 or np.ptp(right) == 0:
        return float("nan")
    ranks = [np.unique(one, return_inverse=True, return_counts=True) for one in (left, right)]
    middle = [(np.cumsum(counts) - (counts - 1) / 2)[inverse] for _, inverse, counts in ranks]
    return float(np.corrcoef(middle[0], middle[1])[0, 1])


def _judge(name: str, closeness: float, example: object) -> None:
    if closeness > CLOSE:
        raise FieldError(
            f"attributes.{name}", example, f"follows the price almost exactly ({closeness:.3f}): it is a form of the price", "Remove it from the mapping."
        )
