"""When contracts are signed: months by season, days within them, nothing after the last day of the register."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulate.strata import LAST_DAY

MONTHS = (0.045, 0.03, 0.045, 0.05, 0.05, 0.07, 0.08, 0.09, 0.13, 0.09, 0.12, 0.20)
"""Shares of a year's contracts: a year-end spike. About 0.29 by June and 0.59 by September: 0.25 of 2020's contracts, a hard half year, and 0.59 of the value
of 2024 were signed by then [S, D].
"""
CENTRE = 0.62
"""Where in its year the mean contract is signed: the year's price level is reached there."""


def share_until(day: np.datetime64) -> float:
    """Share of its year's contracts signed in the months that end by `day`."""
    month = int((day + 1).astype("datetime64[M]").astype(np.int64) % 12)
    return sum(MONTHS[:month]) if month else 1.0


def draw_days(years: NDArray[np.int64], generator: np.random.Generator) -> NDArray[np.datetime64]:
    """A day of each year; (n,)."""
    weights = np.asarray(MONTHS)
    edges = np.cumsum(weights / weights.sum())
    last = LAST_DAY.astype("datetime64[Y]").astype(np.int64) + 1970
    most = np.where(years == last, share_until(LAST_DAY) / weights.sum(), 1.0)
    month = np.minimum(np.searchsorted(edges, generator.random(len(years)) * most, side="right"), 11)
    start = ((years - 1970) * 12 + month).astype("datetime64[M]")
    first = start.astype("datetime64[D]")
    length = ((start + 1).astype("datetime64[D]") - first).astype(np.int64)
    return np.asarray(np.minimum(first + (generator.random(len(years)) * length).astype(np.int64), LAST_DAY))


def decimal_years(days: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Days as decimal years."""
    years = days.astype("datetime64[Y]")
    return np.asarray(1970 + years.astype(np.int64) + (days - years.astype("datetime64[D]")).astype(np.float64) / 365.25)
