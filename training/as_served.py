"""Out-of-time predictions as they would have been served: each origin calibrated by older origins only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.interval import Interval
from training.rolling_origin import OutOfTime, blend_weight, conformal_shifts, lead


@dataclass(frozen=True)
class Judged:
    """Out-of-time predictions as they would have been served: truth, mean (m,), and quantiles (m, 7), all ln(price)."""

    found: OutOfTime
    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    calibrated: NDArray[np.bool_]


def as_served(found: OutOfTime, years: NDArray[np.float64]) -> Judged:
    """Calibrates each origin by older origins' rows dated before it; where there are none, its quantiles stay as the trees gave them."""
    mean, quantiles = found.mean.copy(), np.sort(found.quantiles, axis=1)
    calibrated = np.zeros(len(found), dtype=bool)
    for origin in np.unique(found.origin):
        here = found.origin == origin
        past = (found.origin < origin) & (years[found.rows] < origin)
        if past.sum() < 30:
            continue
        older = OutOfTime(*(getattr(found, name)[past] for name in OutOfTime.__dataclass_fields__))
        weight = blend_weight(older)
        mean[here] = weight * found.mean[here] + (1 - weight) * found.level[here]
        quantiles[here] = Interval.of(conformal_shifts(older), lead(older), 0.0).served(found.quantiles[here], found.ahead[here])
        calibrated[here] = True
    return Judged(found, mean, quantiles, calibrated)
