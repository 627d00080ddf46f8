"""What each prediction costs, row by row, in ln(price): what a paired comparison of two models draws from.

Proper scores: the true distribution costs least on average. Source: Gneiting & Raftery 2007, Strictly proper scoring rules.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuation.price import QUANTILES

Array = NDArray[np.float64]

_MIDDLES = (np.asarray(QUANTILES)[1:] + np.asarray(QUANTILES)[:-1]) / 2
_STANDS_FOR = np.diff(np.concatenate([[0.0], _MIDDLES, [1.0]]))
"""Share of all levels that each of the seven quantiles is nearest to: .075, .1, .2, .25, .2, .1, .075."""


def pinball(truth: Array, quantiles: Array) -> Array:
    """Pinball loss of every quantile, (n, 7), for `truth` (n,) and `quantiles` (n, 7)."""
    error = truth[:, None] - quantiles
    levels = np.asarray(QUANTILES)
    return np.asarray(np.maximum(levels * error, (levels - 1) * error))


def winkler(truth: Array, low: Array, high: Array, level: float = 0.9) -> Array:
    """Interval score (n,): the width, and 2/(1 − level) times what lies outside: 20 times for the 90 % interval."""
    outside = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return np.asarray(high - low + 2 / (1 - level) * outside)


def crps(truth: Array, quantiles: Array) -> Array:
    """Continuous ranked probability score (n,), from seven quantiles: twice the integral of the pinball loss over all levels.

    An approximation: each quantile stands for the levels nearest to it. For a normal distribution it is 1.7 % below the exact 0.564 σ.
    """
    return np.asarray(2 * (pinball(truth, quantiles) * _STANDS_FOR).sum(axis=1))
