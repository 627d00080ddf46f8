"""How quickly the price level forgets and how far its slope is carried on: what predicted later years best, by rolling origins.

Only the level is fitted here, no trees, so that trying every candidate on every origin costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.rolling_origin import Origin
from training.segments import fit_segments
from training.time_index import TimeIndexParameters, fit_time_index

HALF_LIVES, DAMPINGS = (2.5, 1.2, 0.6), (0.0, 0.3)
"""Candidates, the calmest first: slow to forget, no continuation."""
WORTH = 0.97
"""A livelier level must bring the squared error below this share of the calmer one's."""


def choose_index(
    cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], columns: Sequence[int], parameters: TimeIndexParameters
) -> TimeIndexParameters:
    """The parameters with half-life and damping: as given where not negative, else the calmest candidates that no livelier one clearly beats."""
    half_lives = HALF_LIVES if parameters.half_life < 0 else (parameters.half_life,)
    dampings = DAMPINGS if parameters.damping < 0 else (parameters.damping,)
    candidates = [replace(parameters, half_life=half_life, damping=damping) for half_life, damping in product(half_lives, dampings)]
    best, least = candidates[0], float("inf")
    if len(candidates) == 1 or not cuts or cuts[0].random:
        return best
    for candidate in candidates:
        loss = sum(_loss(cut, inputs, log_price, columns, candidate) for cut in cuts)
        if loss < WORTH * least:
            best, least = candidate, loss
    return best


def _loss(cut: Origin, inputs: Inputs, log_price: NDArray[np.float64], columns: Sequence[int], parameters: TimeIndexParameters) -> float:
    taught, asked = inputs.take(cut.train), inputs.take(cut.test)
    segments = fit_segments(taught.categories, columns)
    index = fit_time_index(log_price[cut.train], taught.years.astype(np.float64), segments.keys(taught.categories), segments.sizes, parameters)
    level = index.level(asked.years.astype(np.float64), segments.keys(asked.categories))
    return float(((level - log_price[cut.test]) ** 2).mean())
