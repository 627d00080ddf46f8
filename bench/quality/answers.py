"""What one model answered on one split and what that cost, as kept in the store between runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.quality.measured import Cost


@dataclass(frozen=True)
class Answers:
    """For the m contracts asked, all ln(price): `mean` (m,), conformal `quantiles` (m, 7), `raw` (m, 7) or (0, 7) where there are none.

    `answered` (m,) is False where the model refused. `cost` is of the whole training, calibration and prediction included; `fit` are the seconds of the one
    fit to all contracts, NaN where not told apart. `cached` marks a measurement taken in an earlier run.
    """

    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    raw: NDArray[np.float64]
    answered: NDArray[np.bool_]
    cost: Cost
    fit: float
    cached: bool = False

    def save(self, path: Path) -> None:
        """As an .npz file, moved into place as a whole."""
        path.parent.mkdir(parents=True, exist_ok=True)
        cost = np.asarray([self.cost.wall, self.cost.cpu, self.cost.memory, self.fit])
        fresh = path.with_suffix(".new.npz")
        np.savez(fresh, mean=self.mean, quantiles=self.quantiles, raw=self.raw, answered=self.answered, cost=cost)
        fresh.replace(path)

    @classmethod
    def load(cls, path: Path) -> Answers:
        """As saved, marked as cached."""
        with np.load(path, allow_pickle=False) as found:
            wall, cpu, memory, fit = found["cost"].tolist()
            return cls(found["mean"], found["quantiles"], found["raw"], found["answered"], Cost(wall, cpu, int(memory)), fit, cached=True)
