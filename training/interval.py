"""From the trees' quantiles to the interval that is served: conformal shifts, order, and what distance from the data does to both.

The shifts come from predictions some years ahead. What they have in common (the median's) is drift: it is applied in proportion to the years
beyond the data and in full from `lead` years on, so that a date inside the data is not moved by a drift it has already seen. The rest is spread and
always holds. Beyond `HORIZON` years the interval widens with the square root of time, as a random walk of the level would make it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.graph import Graph
from valuation.price import QUANTILES

HORIZON = 2.0
"""Years ahead on which intervals are set; a bundle is used for about as long before the next one."""

_MEDIAN = QUANTILES.index(0.5)


@dataclass(frozen=True)
class Interval:
    """`drift` in ln(price), reached `lead` years beyond the data (0: it holds at once); `spread` (7,) is 0 at the median; `last` is the end of the data,
    a decimal year.
    """

    drift: float
    spread: NDArray[np.float32]
    lead: float
    last: float

    @classmethod
    def raw(cls, last: float) -> Interval:
        """The trees' own quantiles, put in order."""
        return cls(0.0, np.zeros(len(QUANTILES), dtype=np.float32), 0.0, last)

    @classmethod
    def of(cls, shifts: NDArray[np.float64], lead: float, last: float) -> Interval:
        """From conformal shifts (7,) that were found `lead` years ahead of the data on average."""
        drift = float(np.float32(shifts[_MEDIAN]))
        return cls(drift, (shifts - drift).astype(np.float32), lead, last)

    def served(self, quantiles: NDArray[np.float64], years: NDArray[np.float64]) -> NDArray[np.float64]:
        """Ascending quantiles (n, 7) of ln(price) for raw ones (n, 7) and valuation dates (n,) in decimal years."""
        beyond = (years - self.last)[:, None]
        ramp = np.clip(beyond / self.lead, 0, 1) if self.lead > 0 else 1.0
        found = np.sort(quantiles + self.spread.astype(np.float64) + ramp * self.drift, axis=1)
        median = found[:, [_MEDIAN]]
        return np.asarray(median + (found - median) * np.sqrt(np.maximum(beyond / HORIZON, 1.0)))

    def add_to(self, graph: Graph, quantiles: str, years: str, output: str) -> None:
        """The same in a graph: quantiles (n, 7) and years (n, 1) → `output` (n, 7)."""
        beyond = graph.node("Sub", years, graph.constant(np.float32(self.last)))
        shift = graph.constant(self.spread.reshape(1, -1) + np.float32(0 if self.lead > 0 else self.drift))
        if self.lead > 0:
            ramp = graph.node("Clip", graph.node("Div", beyond, graph.constant(np.float32(self.lead))), *(graph.constant(np.float32(end)) for end in (0, 1)))
            shift = graph.node("Add", graph.node("Mul", ramp, graph.constant(np.float32(self.drift))), shift)
        graph.sorted(graph.node("Add", quantiles, shift), len(QUANTILES), f"{output}_sorted")
        median = graph.node("Gather", f"{output}_sorted", graph.constant(np.asarray([_MEDIAN], dtype=np.int64)), axis=1)
        wide = graph.node("Max", graph.node("Div", beyond, graph.constant(np.float32(HORIZON))), graph.constant(np.float32(1)))
        apart = graph.node("Mul", graph.node("Sub", f"{output}_sorted", median), graph.node("Sqrt", wide))
        graph.node("Add", median, apart, output=output)
