"""A bundle's text heads on labelled achievements that it has not seen, later ones for instance: the figures of `make train`, without training.

The rival of each head answers the shares of these very labels, which no model could know beforehand: it is a little too good.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.predictions import Predictions
from training.leaks.closeness import rank_correlation
from training.maturity_study import maturity_study
from training.signal_study import signal_study
from valuation.five_values import VALUES

LEAST_ROWS = 20
"""Labels of a head that are judged; fewer prove nothing."""


def examine_text(found: Predictions, levels: NDArray[np.int8], scores: NDArray[np.float64], dominant: NDArray[np.str_]) -> dict[str, float]:
    """Figures by name of each head that has labels: `levels` (n, 2), 0 for none; `scores` (n, 5), NaN for none; `dominant` (n,), "" for none."""
    figures: dict[str, float] = {}
    if found.maturity is not None:
        rows = np.isfinite(found.maturity).all(axis=1) & (levels[:, 0] > 0)
        if rows.sum() >= LEAST_ROWS:
            figures |= maturity_study(found.maturity[rows], levels[rows].astype(np.int64), levels[rows].astype(np.int64)).figures()
    for value, estimate in found.scores.items():
        truth = scores[:, VALUES.index(value)]
        rows = np.isfinite(truth) & np.isfinite(estimate).all(axis=1)
        if rows.sum() >= LEAST_ROWS:
            inside = (truth[rows] >= estimate[rows, 0]) & (truth[rows] <= estimate[rows, -1])
            middle = estimate.shape[1] // 2
            figures |= {f"score.{value}.judged": int(rows.sum()), f"score.{value}.cover90": float(inside.mean())}
            figures[f"score.{value}.rank_correlation"] = rank_correlation(estimate[rows, middle], truth[rows])
    return figures | _signals(found, dominant)


def _signals(found: Predictions, dominant: NDArray[np.str_]) -> dict[str, float]:
    values = [value for value in VALUES if value in found.signals]
    if not values:
        return {}
    said = np.column_stack([found.signals[value] for value in values])
    rows = np.isin(dominant, values) & np.isfinite(said).all(axis=1)
    if rows.sum() < LEAST_ROWS:
        return {}
    truth = np.asarray([values.index(one) for one in dominant[rows]], dtype=np.int64)
    return signal_study(said[rows], truth, np.bincount(truth, minlength=len(values)) / len(truth)).figures()
