"""Predictions as a table, one row per input row in the same order, with the column names that outside tools rely on (`docs/models.md`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.manifest import Manifest
from models.predictions import Predictions, refusal_reasons
from valuation.five_values import SCORE_QUANTILES, VALUES, dominant
from valuation.maturity import LEVELS, expected_level, level_probabilities
from valuation.price import QUANTILE_NAMES, confidence_level, sigma_log

_MIDDLE = SCORE_QUANTILES.index(0.5)


def prediction_table(
    ids: Sequence[str], dates: NDArray[np.datetime64], predictions: Predictions, unreadable: Mapping[int, str], manifest: Manifest
) -> pa.Table:
    """The table; `unreadable` maps a row to why it could not be read, which refuses it whatever the model said of it."""
    n = len(ids)
    lost = np.zeros(n, dtype=bool)
    lost[list(unreadable)] = True
    reasons = refusal_reasons(predictions, unreadable)
    price = manifest.price
    columns: dict[str, pa.Array] = {
        "contract_id": pa.array(ids, pa.string()),
        "valuation_date": pa.array(dates.astype("datetime64[D]"), pa.date32()),
        "currency": pa.array([None if price is None else price.currency] * n, pa.string()),
        "price_concept": pa.array([None if price is None else price.concept] * n, pa.string()),
    }

    def number(values: NDArray[np.float64] | None) -> pa.Array:
        if values is None:
            return pa.nulls(n, pa.float64())
        return pa.array(values, pa.float64(), mask=lost | ~np.isfinite(values))

    quantiles = predictions.price
    columns["price_point"] = number(None if predictions.price_point is None else np.exp(predictions.price_point))
    for at, name in enumerate(QUANTILE_NAMES):
        columns[f"price_{name}"] = number(None if quantiles is None else np.exp(quantiles[:, at]))
    columns["confidence_level"] = _confidence(quantiles, lost, n)
    exceedance = predictions.maturity
    columns["trl_expected"] = number(None if exceedance is None else expected_level(exceedance))
    levels = None if exceedance is None else level_probabilities(exceedance)
    for at, level in enumerate(LEVELS):
        columns[f"trl_p{level}"] = number(None if levels is None else levels[:, at])
    for value in VALUES:
        score = predictions.scores.get(value)
        columns[f"value_{value}"] = number(None if score is None else score[:, _MIDDLE])
    columns["value_dominant"] = pa.array(dominant(predictions.signals, n), pa.string(), mask=lost)
    for value in VALUES:
        columns[f"value_signal_{value}"] = number(predictions.signals.get(value))
    columns["refused"] = pa.array([reason is not None for reason in reasons], pa.bool_())
    columns["reason"] = pa.array(reasons, pa.string())
    columns["model_version"] = pa.array([manifest.version] * n, pa.string())
    return pa.table(columns)


def _confidence(quantiles: NDArray[np.float64] | None, lost: NDArray[np.bool_], n: int) -> pa.Array:
    if quantiles is None:
        return pa.nulls(n, pa.int64())
    sigma = sigma_log(quantiles[:, QUANTILE_NAMES.index("p10")], quantiles[:, QUANTILE_NAMES.index("p90")])
    return pa.array(confidence_level(np.nan_to_num(sigma, nan=9.0)), pa.int64(), mask=lost | ~np.isfinite(sigma))
