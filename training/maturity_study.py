"""How good a distribution over the maturity levels 1-9 is, against labels that are levels or ranges of them, beside a rival that answers always alike.

Conventions for a label "low … high", all of which say the usual thing where low = high. The error of a level is its distance to the range, 0 inside. A band
(1-3, 4-6, 7-9) is right where the range touches it. Quadratic kappa is 1 − Σ (level − middle)² / Σ over all pairs of rows, with the middle of the range. The
ranked probability score (Epstein 1969) compares cumulative probabilities with those of the uniform distribution over the range, mean over the eight steps:
0 is best, 1 is worst. Log loss is −ln P(range). A model names the median level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from valuation.maturity import LEVELS, level_probabilities, median_level

LEAST_EXACT = 20
"""Exact labels that are judged apart."""
_LEAST = 1e-12
_BAND = 3


@dataclass(frozen=True)
class MaturityFigures:
    """Mean error in levels; shares inside the label, within one level of it, and in its band; kappa; ranked probability score; log loss (nats)."""

    mean_error: float
    inside_label: float
    within_one: float
    band: float
    kappa: float
    ranked_score: float
    log_loss: float


@dataclass(frozen=True)
class MaturityStudy:
    """Figures on n rows; on the `exact` labels alone (None where there are few, or where all are); of the rival `prior` on all."""

    n: int
    model: MaturityFigures
    exact: MaturityFigures | None
    prior: MaturityFigures

    def figures(self) -> dict[str, float]:
        """Flat: `maturity.mean_error` …, `maturity.exact.mean_error` …, `maturity.prior.mean_error` …"""
        found: dict[str, float] = {"maturity.judged": self.n}
        for name, one in (("", self.model), ("exact.", self.exact), ("prior.", self.prior)):
            found |= {f"maturity.{name}{figure}": value for figure, value in vars(one).items()} if one is not None else {}
        return found


def maturity_study(exceedance: NDArray[np.float64], levels: NDArray[np.int64], taught: NDArray[np.int64]) -> MaturityStudy:
    """Judges P(level > 1 … 8) (n, 8) on labels (n, 2), low and high; the rival answers the mean of the labels `taught` (m, 2), each spread over its range."""
    exact = levels[:, 0] == levels[:, 1]
    alike = np.tile(1 - np.cumsum(spread(taught).mean(axis=0))[:-1], (len(levels), 1))
    apart = LEAST_EXACT <= exact.sum() < len(levels)
    return MaturityStudy(
        len(levels),
        maturity_figures(exceedance, levels),
        maturity_figures(exceedance[exact], levels[exact]) if apart else None,
        maturity_figures(alike, levels),
    )


def maturity_figures(exceedance: NDArray[np.float64], levels: NDArray[np.int64]) -> MaturityFigures:
    """Figures of one model; NaN where there is no row."""
    if not len(levels):
        return MaturityFigures(*[float("nan")] * 7)
    named = median_level(exceedance)
    error = np.maximum(np.maximum(levels[:, 0] - named, named - levels[:, 1]), 0)
    band, low, high = ((one - 1) // _BAND for one in (named, levels[:, 0], levels[:, 1]))
    allowed = spread(levels)
    likelihood = (level_probabilities(exceedance) * (allowed > 0)).sum(axis=1)
    above = 1 - np.cumsum(allowed, axis=1)[:, :-1]
    return MaturityFigures(
        mean_error=float(error.mean()),
        inside_label=float(np.mean(error == 0)),
        within_one=float(np.mean(error <= 1)),
        band=float(np.mean((band >= low) & (band <= high))),
        kappa=quadratic_kappa(named, levels.mean(axis=1)),
        ranked_score=float(((exceedance - above) ** 2).mean()),
        log_loss=float(-np.log(np.maximum(likelihood, _LEAST)).mean()),
    )


def quadratic_kappa(named: NDArray[np.int64], truth: NDArray[np.float64]) -> float:
    """Cohen's kappa with quadratic weights; NaN where nothing varies. Over all pairs the mean of (a − b)² is var(a) + var(b) + (mean a − mean b)²."""
    by_chance = named.var() + truth.var() + (named.mean() - truth.mean()) ** 2
    return float(1 - np.mean((named - truth) ** 2) / by_chance) if by_chance > 0 else float("nan")


def spread(levels: NDArray[np.int64]) -> NDArray[np.float64]:
    """The uniform distribution over each label's range, (n, 9)."""
    every = np.asarray(LEVELS)[None, :]
    allowed = ((every >= levels[:, :1]) & (every <= levels[:, 1:])).astype(np.float64)
    return np.asarray(allowed / allowed.sum(axis=1, keepdims=True))
