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


def as_served(found: OutOfTime, years: NDArray[np.float64], shown: OutOfTime | None = None) -> Judged:
    """Calibrates each origin by older origins' rows dated before it; where there are none, by what is expected before any origin is seen.

    `shown`: another view of the same predictions, to be served by what `found` taught; `found` itself where None.
    """
    asked = found if shown is None else shown
    mean, quantiles = np.empty(len(found)), np.empty_like(found.quantiles)
    calibrated = np.zeros(len(found), dtype=bool)
    for origin in np.unique(found.origin):
        here = found.origin == origin
        past = (found.origin < origin) & (years[found.rows] < origin)
        interval = Interval.raw(0.0, USUAL)
        if past.sum() >= LEAST:
            interval = calibrate(found.take(past), random=False).interval(0.0)
            calibrated[here] = True
        mean[here], quantiles[here] = _served(asked.take(here), interval)
    return Judged(asked, mean, quantiles, calibrated)


def served_by(found: OutOfTime, interval: Interval) -> Judged:
    """Predictions as one interval, whose data end at 0, serves them."""
    return Judged(found, *_served(found, interval), np.ones(len(found), dtype=bool))


def _served(found: OutOfTime, interval: Interval) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return interval.point(found.mean, found.level), interval.served(found.quantiles, found.level, found.deviation, found.ahead)
