"""Does a higher confidence level err less? Per level of `confidence_level`: how far off its predictions really were.

The level is our own disclosed scale on σ_log = (ln p90 − ln p10)/2.563 (`valuation/price.py`); `factor` is what an answer of that level promises.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.price import CONFIDENCE_BINS, QUANTILES, confidence_level, sigma_log, spread_factor

_P10, _MEDIAN, _P90 = (QUANTILES.index(level) for level in (0.10, 0.50, 0.90))


@dataclass(frozen=True)
class ConfidenceRow:
    """`sigma`: median promised spread; `factor` its ×/÷; `rmse`: of the median, in ln(price), which should be near `sigma`; `within_factor`: share of
    prices between median ÷ factor and median × factor, each by its own, about two thirds.
    """

    level: int
    n: int
    sigma: float
    factor: float
    rmse: float
    mdape: float
    cover90: float
    within_factor: float


def confidence_table(truth: NDArray[np.float64], quantiles: NDArray[np.float64]) -> tuple[ConfidenceRow, ...]:
    """Rows from level 7 down to 0, those that occur; `truth` (n,), `quantiles` (n, 7) in ln(price)."""
    sigma = sigma_log(quantiles[:, _P10], quantiles[:, _P90])
    level = confidence_level(sigma)
    error = quantiles[:, _MEDIAN] - truth
    inside = (truth >= quantiles[:, 0]) & (truth <= quantiles[:, -1])
    found = []
    for one in range(len(CONFIDENCE_BINS), -1, -1):
        rows = level == one
        if rows.any():
            middle = np.median(sigma[rows])
            found.append(
                ConfidenceRow(
                    level=one,
                    n=int(rows.sum()),
                    sigma=float(middle),
                    factor=float(spread_factor(middle)),
                    rmse=float(np.sqrt(np.mean(error[rows] ** 2))),
                    mdape=float(np.median(np.abs(np.expm1(error[rows])))),
                    cover90=float(inside[rows].mean()),
                    within_factor=float(np.mean(np.abs(error[rows]) <= sigma[rows])),
                )
            )
    return tuple(found)
