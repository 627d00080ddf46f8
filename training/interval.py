"""From the trees' quantiles and the random walk of the level to the interval that is served.

The trees know how prices lie around each other, the walk (`price_process.py`) where their level stands and how far it may have moved. So the median
is the trees' own, blended with the walk's level, and each other quantile lies as far from it as the trees say *and* the walk may err, as the root of
the sum of squares; calibration multiplies these distances (`calibration.py`).
Beyond `HORIZON` years the interval widens with the root of time once more: not the level alone, all that the trees learned grows old.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from valuation.price import QUANTILES

Array = NDArray[np.float64]

HORIZON = 2.0
"""Years ahead on which intervals are set; a bundle is used for about as long before the next one."""

MEDIAN = QUANTILES.index(0.5)
NORMAL = np.asarray([NormalDist().inv_cdf(level) for level in QUANTILES])
"""Standard normal quantiles at the levels of the interval."""


@dataclass(frozen=True)
class Interval:
    """`blend`: weight of the trees' median against the walk's level. `scales` (7,) of the distances from the median. `last`: the end of the data, a
    decimal year.
    """

    blend: float
    scales: NDArray[np.float32]
    last: float

    @classmethod
    def raw(cls, last: float, blend: float = 1.0) -> Interval:
        """Before calibration."""
        return cls(blend, np.ones(len(QUANTILES), dtype=np.float32), last)

    @classmethod
    def of(cls, blend: float, scales: Array, last: float) -> Interval:
        """From what calibration found: `scales` (7,)."""
        return cls(blend, scales.astype(np.float32), last)

    def point(self, mean: Array, level: Array) -> Array:
        """The mean of ln(price) (n,) from the trees' and the walk's level (n,), in the blend of the median."""
        return self.blend * mean + (1 - self.blend) * level

    def served(self, quantiles: Array, level: Array, deviation: Array, years: Array) -> Array:
        """Ascending quantiles (n, 7) of ln(price) for the trees' (n, 7), the walk's level and its deviation (n,), and dates (n,) in decimal years."""
        centre, apart = distances(quantiles, level, deviation, self.blend)
        return np.sort(centre[:, None] + apart * self.scales * age(years - self.last)[:, None], axis=1)

    def add_to(self, graph: Graph, quantiles: str, walk: tuple[str, str], year: str, output: str) -> None:
        """The same in a graph: quantiles (n, 7), level and deviation (n, 1) each, year (n, 1) → `output` (n, 7)."""
        level, deviation = walk
        graph.sorted(quantiles, len(QUANTILES), f"{output}_of_trees")
        own = f"{output}_of_trees"
        median = graph.node("Gather", own, graph.constant(np.asarray([MEDIAN], dtype=np.int64)), axis=1)
        weights = [graph.constant(np.float32(one)) for one in (self.blend, 1 - self.blend)]
        centre = graph.node("Add", graph.node("Mul", median, weights[0]), graph.node("Mul", level, weights[1]))
        beyond = graph.node("Sub", year, graph.constant(np.float32(self.last)))
        trees = graph.node("Sub", own, median)
        normal = graph.node("Mul", deviation, graph.constant(NORMAL.astype(np.float32).reshape(1, -1)))
        squares = graph.node("Add", graph.node("Mul", trees, trees), graph.node("Mul", normal, normal))
        signed = graph.constant((np.sign(NORMAL) * self.scales).astype(np.float32).reshape(1, -1))
        wider = graph.node("Sqrt", graph.node("Max", graph.node("Div", beyond, graph.constant(np.float32(HORIZON))), graph.constant(np.float32(1))))
        apart = graph.node("Mul", graph.node("Mul", graph.node("Sqrt", squares), signed), wider)
        graph.sorted(graph.node("Add", centre, apart), len(QUANTILES), output)


def age(beyond: Array) -> Array:
    """By how much the interval is wider (n,), `beyond` years (n,) behind the end of the data."""
    return np.asarray(np.sqrt(np.maximum(beyond / HORIZON, 1.0)))


def distances(quantiles: Array, level: Array, deviation: Array, blend: float) -> tuple[Array, Array]:
    """The uncalibrated median (n,) and the signed distances (n, 7) of the quantiles from it."""
    own = np.sort(quantiles, axis=1)
    median = own[:, MEDIAN]
    apart = np.sign(NORMAL) * np.hypot(own - median[:, None], deviation[:, None] * NORMAL)
    return blend * median + (1 - blend) * level, apart
