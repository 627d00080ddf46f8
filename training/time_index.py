"""The price level by segment and year: the component of a price that trees cannot extrapolate.

ln(level) is a sum over nested segments (all; phase; phase × agency; …), each a kernel mean over years shrunk towards its parent:
effect = Σ w r / (Σ w + k), w = 0.5^(|years apart| / half_life). Beyond the last year of data the level moves on with the recent slope,
damped by φ each year (Gardner & McKenzie 1985), so that it flattens instead of running away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = Sequence[NDArray[np.int64]]
"""Per nesting depth the segment of each row: 0 where unknown, else 1 … segments."""


@dataclass(frozen=True)
class TimeIndexParameters:
    """`half_life` in years, `damping` φ per year (0 = no continuation): chosen by rolling origins where negative. `shrinkage` in contracts;
    `horizon` years of continuation kept.
    """

    half_life: float = -1.0
    shrinkage: float = 10.0
    damping: float = -1.0
    horizon: int = 10


@dataclass(frozen=True)
class TimeIndex:
    """Fitted levels on yearly knots `first`, `first + 1` …: `overall` (knots,), `effects` one (knots, 1 + segments) per depth, row 0 unknown.

    The last knot inside the data is at `last`; knots behind it are extrapolated.
    """

    first: float
    last: float
    overall: NDArray[np.float64]
    effects: tuple[NDArray[np.float64], ...]

    def level(self, years: NDArray[np.float64], keys: Keys) -> NDArray[np.float64]:
        """ln(level) of each row, linear between knots, flat outside them; shape (n,)."""
        at = np.clip(years - self.first, 0, len(self.overall) - 1)
        low = np.minimum(at.astype(np.int64), len(self.overall) - 2)
        share = at - low
        total = self.overall[low] * (1 - share) + self.overall[low + 1] * share
        for effect, key in zip(self.effects, keys, strict=True):
            total = total + effect[low, key] * (1 - share) + effect[low + 1, key] * share
        return np.asarray(total)


def fit_time_index(log_price: NDArray[np.float64], years: NDArray[np.float64], keys: Keys, sizes: Sequence[int], parameters: TimeIndexParameters) -> TimeIndex:
    """Levels from prices (n,) at decimal years (n,); `sizes` is the number of segments per depth."""
    first, last = float(np.floor(years.min())), float(np.ceil(years.max()))
    knots = np.arange(first, max(last, first + 1) + 1)
    # a contract counts at the knots around it; the kernel of a knot sees every contract, near ones most
    weights = 0.5 ** (np.abs(knots[:, None] - years[None, :]) / parameters.half_life)
    overall = (weights @ log_price) / weights.sum(axis=1)
    index = TimeIndex(first, float(years.max()), overall, ())
    effects: list[NDArray[np.float64]] = []
    for depth, (key, size) in enumerate(zip(keys, sizes, strict=True)):
        residual = log_price - index.level(years, keys[:depth])
        effect = np.zeros((len(knots), size + 1))
        for at in range(len(knots)):
            total = np.bincount(key, weights[at] * residual, size + 1)
            weight = np.bincount(key, weights[at], size + 1)
            effect[at] = total / (weight + parameters.shrinkage)
        effect[:, 0] = 0.0  # an unknown segment stays at its parent's level
        effects.append(effect)
        index = TimeIndex(first, float(years.max()), overall, tuple(effects))
    return _extended(index, log_price, years, keys, parameters)


def _extended(index: TimeIndex, log_price: NDArray[np.float64], years: NDArray[np.float64], keys: Keys, parameters: TimeIndexParameters) -> TimeIndex:
    slope = recent_slope(log_price, years, keys)
    steps = np.arange(1, parameters.horizon + 1)
    drift = slope * np.cumsum(max(parameters.damping, 0.0) ** steps)
    overall = np.concatenate([index.overall, index.overall[-1] + drift])
    effects = tuple(np.vstack([effect, np.repeat(effect[-1:], parameters.horizon, axis=0)]) for effect in index.effects)
    return TimeIndex(index.first, index.last, overall, effects)


def recent_slope(log_price: NDArray[np.float64], years: NDArray[np.float64], keys: Keys, span: float = 5.0) -> float:
    """Change of ln(price) a year within segments over the last `span` years; half-way to zero at 50 contracts, and at most ±0.25."""
    recent = years > years.max() - span
    if recent.sum() < 10 or np.ptp(years[recent]) < 1:
        return 0.0
    key = keys[-1][recent] if keys else np.zeros(int(recent.sum()), dtype=np.int64)
    count = np.bincount(key)[key]
    price = log_price[recent] - (np.bincount(key, log_price[recent])[key] / count)
    time = years[recent] - (np.bincount(key, years[recent])[key] / count)
    variance = float((time**2).sum())
    slope = float((time * price).sum()) / variance if variance > 0 else 0.0
    n = int(recent.sum())
    return float(np.clip(slope * n / (n + 50), -0.25, 0.25))
