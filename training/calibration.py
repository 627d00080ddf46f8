"""What rolling origins taught about the price head: how much to trust trees and walk, and how wide the interval must be.

Each year was predicted from the years before it, so drift itself is in the residuals. A handful of origins says less than their thousands of rows:
what they ask for is therefore taken in part, against what is expected before any origin is seen (`LIKE`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.interval import MEDIAN, Interval, age, distances
from training.rolling_origin import OutOfTime
from valuation.price import QUANTILES

Array = NDArray[np.float64]

BLENDS = (0.0, 0.3, 0.5, 0.65, 0.8, 1.0)
USUAL, CLEARLY, ALWAYS, ENOUGH = 0.65, 1.05, 1.01, 3
"""Weight of the trees where the origins do not speak clearly. They do where another weight lowers the squared error by the first factor over all of
them, or by the second at every single one of three and more (`docs/experiments.md`)."""
LIKE = 6.0
"""Scales are expected at 1 as firmly as by this many origins."""
FADING = 0.8
"""Weight of an origin a year older."""
NARROWEST = np.asarray([0.9, 0.8, 0.5, 1.0, 0.5, 0.8, 0.9])
WIDEST = 2.0
"""Bounds of a scale: calm years behind are weak evidence for calm years ahead, so narrowing is held tighter than widening, above all of the ends."""


@dataclass(frozen=True)
class Calibration:
    """`blend` weight of the trees in mean and median; `scales` (7,) of the quantiles' distances from the median; `found`, the predictions they rest on;
    `random_view`, the second view: the same on a random fifth of the projects, None where `found` is that.
    """

    blend: float
    scales: Array
    found: OutOfTime
    random: bool = False
    random_view: OutOfTime | None = None

    @property
    def described(self) -> str:
        """For manifest and card."""
        if self.random:
            return f"{len(self.found)} predictions on a random fifth of the projects: the data span too few years to roll through, so no drift is in them"
        years = ", ".join(f"{year:g}" for year in sorted(set(self.found.origin.tolist())))
        return f"{len(self.found)} predictions from rolling origins at {years}, each by a model of the years before it"

    def interval(self, last: float) -> Interval:
        """The interval of a head whose data end at `last`, a decimal year."""
        return Interval.of(self.blend, self.scales, last)


def calibrate(found: OutOfTime, *, random: bool, random_view: OutOfTime | None = None) -> Calibration:
    """Blend and scales from predictions of unseen rows; `random` where they are not out of time."""
    blend = blend_weight(found)
    centre, apart = distances(found.quantiles, found.level, found.deviation, blend)
    scales = conformal_scales(found.truth - centre, apart * age(found.ahead)[:, None], found.origin, random=random)
    return Calibration(blend, scales, found, random, random_view)


def blend_weight(found: OutOfTime) -> float:
    """The trees' weight against the bare level: the nearest to the usual one of those that the best does not clearly beat."""
    squares = np.stack([(weight * found.mean + (1 - weight) * found.level - found.truth) ** 2 for weight in BLENDS])
    by_origin = np.stack([squares[:, found.origin == origin].mean(axis=1) for origin in np.unique(found.origin)], axis=1)
    best = squares.mean(axis=1).argmin()
    always = (by_origin > ALWAYS * by_origin[best]).all(axis=1) & (by_origin.shape[1] >= ENOUGH)
    beaten = always | (squares.mean(axis=1) > CLEARLY * squares[best].mean())
    good = np.asarray(BLENDS)[~beaten]
    return float(good[np.argmin(np.abs(good - USUAL))])


def conformal_scales(residual: Array, apart: Array, origin: Array, *, random: bool) -> Array:
    """By how much each quantile's distance (m, 7) must be multiplied to hold its share of the residuals (m,), newer origins weighing more; (7,).

    One side at a time (Romano et al. 2019, in ratios instead of differences); shrunk towards 1 as the origins are few. Rows of one random cut
    need no shrinking: they are exchangeable.
    """
    weights = FADING ** (origin.max() - origin)
    count = len(np.unique(origin))
    share = count / (count + LIKE)
    scales = np.ones(len(QUANTILES))
    for at, level in enumerate(QUANTILES):
        if at != MEDIAN:
            ratio = residual / apart[:, at]  # how many distances out, on this quantile's side
            wanted = weighted_quantile(ratio, weights, max(level, 1 - level))
            scales[at] = max(wanted, 0.0) if random else np.clip(wanted, NARROWEST[at], WIDEST) ** share
    return scales


def weighted_quantile(values: Array, weights: Array, level: float) -> float:
    """Quantile of weighted values, one row further out for the row to come."""
    order = np.argsort(values, kind="stable")
    effective = weights.sum() ** 2 / (weights**2).sum()
    step = (level - 0.5) / effective  # the (n + 1) rule, for either tail
    share = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return float(np.interp(np.clip(level + step, 0, 1), share, values[order]))
