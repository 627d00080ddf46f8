"""Whether a year below its forerunners is doubted: what foretold later years better, by rolling origins.

Programme ceilings step upwards and stay, while downward years are mostly awards paid in part and return; other markets truly fall. The variances
are fitted once a candidate, on all years; only the level is then conditioned on the years before each origin, which costs little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from training.inputs import Inputs
from training.price_process import Variances, fit_process, fit_variances
from training.rolling_origin import Origin
from training.segments import fit_segments

DIPS = (0.0, 1.0)
"""Candidates, the trusting first."""
WORTH = 0.97
"""Doubt must bring the squared error below this share of trust's."""
AHEAD = 3


def choose_process(cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], columns: Sequence[int]) -> Variances:
    """The variances of the level for all rows (n), with or without doubt."""
    segments = fit_segments(inputs.categories, columns)
    years, keys = inputs.years.astype(np.float64), segments.keys(inputs.categories)
    candidates = [fit_variances(log_price, years, keys, dips) for dips in (DIPS if cuts and not cuts[0].random else DIPS[:1])]
    if len(candidates) == 1:
        return candidates[0]
    trusting, doubting = (sum(_loss(cut, inputs, log_price, columns, one) for cut in cuts) for one in candidates)
    return replace(candidates[1], trusting=candidates[0]) if doubting < WORTH * trusting else candidates[0]


def _loss(cut: Origin, inputs: Inputs, log_price: NDArray[np.float64], columns: Sequence[int], variances: Variances) -> float:
    taught, asked = inputs.take(cut.train), inputs.take(cut.test)
    segments = fit_segments(taught.categories, columns)
    process = fit_process(log_price[cut.train], taught.years.astype(np.float64), segments.keys(taught.categories), segments.sizes, variances, AHEAD)
    level, _ = process.level(asked.years.astype(np.float64), segments.keys(asked.categories))
    return float(((level - log_price[cut.test]) ** 2).mean())
