"""Each of the seven quantiles by itself: how many prices lie below it, and its loss. The shares below should be the levels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.price_losses import pinball
from valuation.price import QUANTILE_NAMES, QUANTILES


@dataclass(frozen=True)
class QuantileRow:
    """`below`: share of prices at or below the quantile of this `level`; `pinball` in ln(price)."""

    name: str
    level: float
    below: float
    pinball: float


def quantile_table(truth: NDArray[np.float64], quantiles: NDArray[np.float64]) -> tuple[QuantileRow, ...]:
    """Seven rows for `truth` (n,) and `quantiles` (n, 7) in ln(price)."""
    losses = pinball(truth, quantiles).mean(axis=0)
    below = (truth[:, None] <= quantiles).mean(axis=0)
    return tuple(QuantileRow(name, level, float(below[at]), float(losses[at])) for at, (name, level) in enumerate(zip(QUANTILE_NAMES, QUANTILES, strict=True)))
