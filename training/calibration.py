"""What rolling origins taught about the price head: the blend of its mean and the shifts of its quantiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.rolling_origin import OutOfTime, blend_weight, conformal_shifts, lead


@dataclass(frozen=True)
class Calibration:
    """`blend` weight of the trees in the mean; `shifts` (7,) of the quantiles in ln(price), found `lead` years ahead; the predictions they rest on."""

    blend: float
    shifts: NDArray[np.float64]
    lead: float
    found: OutOfTime
    random: bool = False

    @property
    def described(self) -> str:
        """For manifest and card."""
        if self.random:
            return f"{len(self.found)} predictions on a random fifth of the projects: the data span too few years to roll through, so no drift is in them"
        years = ", ".join(f"{year:g}" for year in sorted(set(self.found.origin.tolist())))
        return f"{len(self.found)} predictions from rolling origins at {years}, each by a model of the years before it"


def calibrate(found: OutOfTime, *, random: bool) -> Calibration:
    """Blend and shifts from predictions of unseen rows; `random` where they are not out of time."""
    return Calibration(blend_weight(found), conformal_shifts(found), lead(found), found, random)
