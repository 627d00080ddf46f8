"""Maturity from levels, ranges and stages alike: a cumulative-link model fitted to interval-censored labels.

P(level > k | x) = σ(η(x) − θ_k) with one latent score η (boosted trees) and ordered thresholds θ_1 < … < θ_8. A label "low … high" has the likelihood
P(level > low − 1) − P(level > high): a level, a range and a stage are the same thing with narrower or wider bounds (McCullagh 1980; interval
censoring as in Turnbull 1976). Labels that cannot tell levels apart leave the split inside their range open, and a likelihood alone would push it to
one end; so a range also says, with the weight `EVEN`, that its levels are about equally likely, and a small uniform prior keeps thresholds apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray

from training.trees import Forest, forest

PRIOR_SHARE = 0.02
"""Weight of the uniform prior over levels, as a share of the labelled rows."""

EVEN = 0.5
"""Share of a range's weight that is spread evenly over its levels; our own assumption, without effect on exact levels."""

_TINY = 1e-9


@dataclass(frozen=True)
class OrdinalModel:
    """Trees for η and the eight thresholds, ascending."""

    trees: Forest
    booster: lgb.Booster
    thresholds: NDArray[np.float64]

    def exceedance(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """P(level > 1 … 8), (n, 8)."""
        eta = np.asarray(self.booster.predict(rows))
        return _sigmoid(eta[:, None] - self.thresholds[None, :])


def fit_ordinal(rows: NDArray[np.float32], levels: NDArray[np.int64], parameters: dict[str, object], rounds: int) -> OrdinalModel:
    """Fits features (n, k) to labels (n, 2), low and high inclusive. Thresholds and trees are fitted in turn, twice."""
    thresholds = fit_thresholds(np.zeros(len(rows)), levels)
    booster = _boost(rows, levels, thresholds, parameters, rounds)
    thresholds = fit_thresholds(np.asarray(booster.predict(rows)), levels)
    booster = _boost(rows, levels, thresholds, parameters, rounds)
    return OrdinalModel(forest(booster), booster, thresholds)


def fit_thresholds(eta: NDArray[np.float64], levels: NDArray[np.int64], iterations: int = 200) -> NDArray[np.float64]:
    """The thresholds that suit given scores best, by EM over the level of each row: expected level counts, then a monotone fit.

    E: each row's mass over the levels its label allows. M: thresholds from the expected share above k, moved by one Newton step each.
    """
    n = len(eta)
    allowed = (np.arange(1, 10)[None, :] >= levels[:, :1]) & (np.arange(1, 10)[None, :] <= levels[:, 1:])
    even = allowed / allowed.sum(axis=1, keepdims=True)
    prior = max(PRIOR_SHARE * n, 1.0)
    thresholds = np.asarray([np.log(k / (9 - k)) for k in range(1, 9)])
    for _ in range(iterations):
        above = _sigmoid(eta[:, None] - thresholds[None, :])
        mass = -np.diff(np.hstack([np.ones((n, 1)), above, np.zeros((n, 1))]), axis=1)
        posterior = np.where(allowed, np.maximum(mass, _TINY), 0.0)
        posterior = (1 - EVEN) * posterior / posterior.sum(axis=1, keepdims=True) + EVEN * even
        expected = np.cumsum(posterior[:, ::-1], axis=1)[:, ::-1][:, 1:]  # P(level > k | label), k = 1 … 8
        prior_above = (9 - np.arange(1, 9)) / 9
        gradient = (above - expected).sum(axis=0) + prior * (_sigmoid(-thresholds) - prior_above)
        curvature = (above * (1 - above)).sum(axis=0) + prior * _sigmoid(-thresholds) * _sigmoid(thresholds)
        moved = thresholds + np.clip(gradient / np.maximum(curvature, _TINY), -1, 1)
        if (np.diff(moved) <= 0).any():  # a step too far: apart again, in order
            apart = 1e-3 * np.arange(8)
            moved = np.maximum.accumulate(moved - apart) + apart
        if np.abs(moved - thresholds).max() < 1e-6:
            break
        thresholds = moved
    return np.asarray(thresholds)


def _boost(rows: NDArray[np.float32], levels: NDArray[np.int64], thresholds: NDArray[np.float64], parameters: dict[str, object], rounds: int) -> lgb.Booster:
    starts, ends = np.concatenate([[-np.inf], thresholds]), np.concatenate([thresholds, [np.inf]])  # level l lies between starts and ends of l − 1
    lower, upper = starts[levels[:, 0] - 1], ends[levels[:, 1] - 1]
    allowed = (np.arange(1, 10)[None, :] >= levels[:, :1]) & (np.arange(1, 10)[None, :] <= levels[:, 1:])
    even = allowed / allowed.sum(axis=1, keepdims=True)

    def objective(eta: NDArray[np.float64], _: lgb.Dataset) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Gradient and curvature in η of −(1 − EVEN) ln P(range) − EVEN · mean over its levels of ln P(level); both are convex in η."""
        a, b = _sigmoid(eta - lower), _sigmoid(eta - upper)
        each_a, each_b = _sigmoid(eta[:, None] - starts[None, :]), _sigmoid(eta[:, None] - ends[None, :])
        gradient = (1 - EVEN) * (1 - a - b) + EVEN * (even * (1 - each_a - each_b)).sum(axis=1)
        curvature = (1 - EVEN) * (a * (1 - a) + b * (1 - b)) + EVEN * (even * (each_a * (1 - each_a) + each_b * (1 - each_b))).sum(axis=1)
        return -gradient, np.maximum(curvature, 1e-3)

    return lgb.train({**parameters, "objective": objective}, lgb.Dataset(rows, np.zeros(len(rows)), free_raw_data=False), rounds)


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)))
