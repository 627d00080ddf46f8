"""The five values of an achievement (科学 技术 经济 社会 文化) and how a statement about one is to be read.

Three things are never mixed: a score from evidence (the appraiser's), an *estimate* of what experts would score (learned from scored
records, 0-100), and a *text signal* (a class probability, which is no degree of value).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

VALUES = ("scientific", "technical", "economic", "social", "cultural")

VALUE_NAMES: dict[str, tuple[str, str]] = {
    "scientific": ("科学价值", "scientific value"),
    "technical": ("技术价值", "technical value"),
    "economic": ("经济价值", "economic value"),
    "social": ("社会价值", "social value"),
    "cultural": ("文化价值", "cultural value"),
}

SCORE_RANGE = (0.0, 100.0)
SCORE_QUANTILES = (0.05, 0.50, 0.95)

ESTIMATE = "estimate of what experts would score"
SIGNAL = "text signal: a class probability, not a degree of value"


def dominant(signals: Mapping[str, NDArray[np.float64]], rows: int) -> list[str | None]:
    """The value with the highest signal in each row (the first of equals); scores have no say. `signals` maps a value to probabilities (rows,).

    None where a signal is unknown, and in every row where there are fewer than two: one value alone dominates nothing.
    """
    names = [value for value in VALUES if value in signals]
    if len(names) < 2:
        return [None] * rows
    stacked = np.column_stack([signals[name] for name in names])
    known = np.asarray(np.isfinite(stacked).all(axis=1))
    highest = np.where(known[:, None], stacked, 0.0).argmax(axis=1)
    return [names[at] if sure else None for at, sure in zip(highest, known, strict=True)]
