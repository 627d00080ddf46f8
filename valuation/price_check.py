"""An asking price beside the estimate: where it stands, and whether a person should look at it.

The comparison comes after the model; an asking price is never an input (`deny_list.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.price import percentile_of

ANOMALY_CENTRAL_SHARE = 0.98
"""Outside this central share of the predicted distribution an asking price is an anomaly: beyond the 90 % interval, which one price in ten leaves
by design, and so far out that an ordinary price is flagged twice in a hundred. The outer 5 % are extrapolated, so nothing rarer is claimed."""


@dataclass(frozen=True)
class PriceCheck:
    """`percentile` (0-100) of the asking price in the predicted distribution; the note says the same in words, in English and Chinese."""

    percentile: float
    anomaly: bool
    note: str
    note_zh: str


def check_asking(ln_amount: float, ln_quantiles: NDArray[np.float64]) -> PriceCheck:
    """The check of one asking price, given as ln(amount in units of the currency), against the seven predicted quantiles.

    Raises ValueError for an amount or a quantile that is not finite, and for quantiles that are not seven in ascending order.
    """
    if not math.isfinite(ln_amount):
        raise ValueError(f"an asking price needs a finite logarithm, not {ln_amount}")
    percentile = percentile_of(ln_amount, ln_quantiles)
    tail = 50 * (1 - ANOMALY_CENTRAL_SHARE)
    if percentile < tail:
        return PriceCheck(
            percentile,
            True,
            f"below {tail:.0f} % of the predicted distribution: unusually low, have it checked",
            f"低于预测分布的{tail:.0f}%分位, 明显偏低, 请人工核查",
        )
    if percentile > 100 - tail:
        return PriceCheck(
            percentile,
            True,
            f"above {100 - tail:.0f} % of the predicted distribution: unusually high, have it checked",
            f"高于预测分布的{100 - tail:.0f}%分位, 明显偏高, 请人工核查",
        )
    share = 100 * ANOMALY_CENTRAL_SHARE
    return PriceCheck(percentile, False, f"within the central {share:.0f} % of the predicted distribution", f"位于预测分布的中央{share:.0f}%区间内")
