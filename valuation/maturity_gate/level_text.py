"""The level that a model reads from the text, as the gate shows it beside the other two: a distribution, which changes nothing in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuation.maturity import LEVELS
from valuation.maturity_gate.answer import LevelText
from valuation.maturity_gate.scale import place


def level_text(probabilities: Sequence[float]) -> LevelText:
    """A model's probabilities of the levels 1-9, in order. ValueError unless there are nine that sum to one."""
    given = np.asarray(probabilities, dtype=np.float64)
    if given.shape != (len(LEVELS),) or not (given >= 0).all() or not np.isclose(given.sum(), 1.0, atol=1e-3):
        raise ValueError("give nine probabilities that sum to one, those of the levels 1 to 9")
    median = 1 + int(np.searchsorted(np.cumsum(given), 0.5 - 1e-9))
    return LevelText(
        level=median,
        name=place(median)["name"],
        expected=float(given @ np.array(LEVELS)),
        probabilities={str(level): float(p) for level, p in zip(LEVELS, given, strict=True)},
    )
