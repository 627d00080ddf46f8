"""Out-of-time predictions as they would have been served: each origin calibrated by older origins only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.calibration import USUAL, calibrate
from training.interval import Interval
from training.rolling_origin import OutOfTime

LEAST = 30
"""Fewer predictions of older origins calibrate nothing."""


@dataclass(frozen=True)
class Judged:
    """Out-of-time predictions as they would have been served: truth, mean (m,), and quantiles (m, 7), all ln(price)."""

    found: OutOfTime
    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    calibrated: NDArray[np.bool_]


def as_served(found: OutOfTime, years: NDArray[np.float64]) -> Judged:
    """Calibrates each origin by older origins' rows dated before it; where there are none, by what is expected before any origin is seen."""
    mean, quantiles = np.empty(len(found)), np.empty_like(found.quantiles)
    calibrated = np.zeros(len(found), dtype=bool)
    for origin in np.unique(found.origin):
        here = found.origin == origin
        past = (found.origin < origin) & (years[found.rows] < origin)
        blend, interval = USUAL, Interval.raw(0.0, USUAL)
        if past.sum() >= LEAST:
            known = calibrate(found.take(past), random=False)
            blend, interval = known.blend, known.interval(0.0)
            calibrated[here] = True
        now = found.take(here)
        mean[here] = blend * now.mean + (1 - blend) * now.level
        quantiles[here] = interval.served(now.quantiles, now.level, now.deviation, now.ahead)
    return Judged(found, mean, quantiles, calibrated)
