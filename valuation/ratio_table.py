"""The ratio study of one set of contracts: every statistic with its bootstrap interval, trimmed, and beside what a perfect model would show.

Printed, never a gate (`docs/evaluation.md`). Source: IAAO Standard on Ratio Studies. The bootstrap draws contracts with replacement and takes the 2.5
and 97.5 % points; seeded, so that a study is the same twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.perfect_ratio import perfect_prices
from valuation.ratio_intervals import Interval, median_interval, prb_standard_error, weighted_mean_interval
from valuation.ratio_study import cod, mean_ratio, median_ratio, mki, prb, prd, vei, weighted_mean_ratio
from valuation.ratio_trimming import EXTREME, OUTLIER, beyond

Array = NDArray[np.float64]

STATISTICS = {
    "median_ratio": median_ratio,
    "mean_ratio": mean_ratio,
    "weighted_mean_ratio": weighted_mean_ratio,
    "cod": cod,
    "prd": prd,
    "prb": prb,
    "mki": mki,
    "vei": vei,
}
"""In the order of a table's rows; COD and VEI in percent."""
LEAST = 30
"""Fewer contracts have no study: IAAO's appendix warns of trimming below it, and the bootstrap of a median has too few different draws."""
_DRAWN, _DRAWS = 1_000_000, (200, 400)
"""Rows that the bootstrap draws in all, and the bounds of its repetitions: many where they are cheap, few where n makes each one certain."""
_DEALT, _DEALS = 150_000, (20, 60)
"""The same for the perfect model."""


@dataclass(frozen=True)
class RatioFigure:
    """`value` over all contracts, its bootstrap interval, `trimmed` without extreme ratios, and `perfect`: the median over perfect models."""

    value: float
    low: float
    high: float
    trimmed: float
    perfect: float


@dataclass(frozen=True)
class RatioTable:
    """`figures` by name of the statistic, empty where `reason` says why there is no study. `outliers` and `extremes`: ratios beyond 1.5 and 3
    interquartile ranges; the second kind is what `trimmed` leaves out. Intervals by formula where the standard gives them: of the median, the weighted
    mean, and the standard error of PRB.
    """

    n: int
    outliers: int
    extremes: int
    figures: dict[str, RatioFigure]
    median_interval: Interval
    weighted_mean_interval: Interval
    prb_standard_error: float
    reason: str = ""


def ratio_table(values: Array, prices: Array, seed: int) -> RatioTable:
    """The study of n contracts: `values` and `prices` (n,) in one currency, positive; ValueError otherwise."""
    n = len(values)
    if n < LEAST:
        nothing = (float("nan"), float("nan"))
        return RatioTable(n, 0, 0, {}, nothing, nothing, float("nan"), f"{n} contracts, fewer than {LEAST}: too few for a ratio study")
    found = _statistics(values, prices)
    ratios = values / prices
    extreme = beyond(ratios, EXTREME)
    trimmed = _statistics(values[~extreme], prices[~extreme])
    low, high = _bootstrap(values, prices, seed)
    dealt = [_statistics(values, column) for column in perfect_prices(values, prices, _times(n, _DEALT, _DEALS), seed)]
    perfect = np.median(np.asarray(dealt), axis=0)
    columns = (found, low, high, trimmed, perfect)
    figures = {name: RatioFigure(*(float(column[at]) for column in columns)) for at, name in enumerate(STATISTICS)}
    return RatioTable(
        n=n,
        outliers=int(beyond(ratios, OUTLIER).sum()),
        extremes=int(extreme.sum()),
        figures=figures,
        median_interval=median_interval(ratios),
        weighted_mean_interval=weighted_mean_interval(values, prices),
        prb_standard_error=prb_standard_error(values, prices),
    )


def _statistics(values: Array, prices: Array) -> Array:
    return np.asarray([statistic(values, prices) for statistic in STATISTICS.values()])


def _bootstrap(values: Array, prices: Array, seed: int) -> tuple[Array, Array]:
    generator, n = np.random.default_rng(seed), len(values)
    drawn = np.empty((_times(n, _DRAWN, _DRAWS), len(STATISTICS)))
    for at in range(len(drawn)):
        rows = generator.integers(0, n, n)
        drawn[at] = _statistics(values[rows], prices[rows])
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    return low, high


def _times(n: int, rows: int, bounds: tuple[int, int]) -> int:
    return min(max(rows // n, bounds[0]), bounds[1])
