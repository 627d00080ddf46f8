"""The law of ln(size of a work): a normal body with an exponential upper tail, which is a Pareto tail of sizes, cut off at some reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri


@dataclass(frozen=True)
class SizeLaw:
    """Normal with standard deviation `spread` up to its quantile `splice`; from there exponential at rate `alpha` (Pareto index), at most `reach` further."""

    spread: float
    splice: float
    alpha: float
    reach: float

    def quantile(self, chance: NDArray[np.float64]) -> NDArray[np.float64]:
        """ln(size) at each probability in (0, 1); (n,)."""
        body = self.spread * ndtri(np.minimum(chance, self.splice))
        beyond = np.clip((chance - self.splice) / (1 - self.splice), 0.0, 1.0)
        tail = -np.log1p(-beyond * self._inside) / self.alpha
        return np.asarray(body + tail)

    def mean_exp(self) -> float:
        """E exp(ln size), exactly."""
        at = float(ndtri(self.splice))
        body = float(np.exp(self.spread**2 / 2) * ndtr(at - self.spread))
        slope = 1 - self.alpha
        grown = self.reach if abs(slope) < 1e-9 else np.expm1(slope * self.reach) / slope
        tail = (1 - self.splice) * float(np.exp(self.spread * at)) * self.alpha / self._inside * grown
        return body + float(tail)

    @property
    def _inside(self) -> float:
        """Share of the uncut tail that lies within reach."""
        return float(-np.expm1(-self.alpha * self.reach))
