"""Figures of the clean later rows against the truth: price beside the noise floor, maturity, experts' scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.national.later import Array, Later
from bench.quality.answers import Answers
from training.leaks.closeness import rank_correlation
from valuation.five_values import VALUES
from valuation.maturity import STAGES, stage_of


@dataclass(frozen=True)
class PriceJudged:
    """One model on n priced clean rows, all in ln(price): its RMSE, that RMSE over the floor, the RMSE of its mean from the true median, its coverage and the
    width of its nominal 90 % interval (median).
    """

    name: str
    n: int
    rmse: float
    to_floor: float
    from_truth: float
    cover90: float
    width90: float


@dataclass(frozen=True)
class MaturityJudged:
    """Shares of n clean rows whose median level is the true one, lies within one of it, and lies in its stage (1-4, 5-7, 8-9)."""

    n: int
    exact: float
    within_one: float
    stage: float


@dataclass(frozen=True)
class ScoreJudged:
    """Rank correlation of a value's estimated score with the true one, on n clean rows."""

    value: str
    n: int
    rank_correlation: float


def judge_prices(later: Later, rivals: Mapping[str, Answers], places: NDArray[np.int64]) -> tuple[float, list[PriceJudged]]:
    """The floor, which is the RMSE of the true median, and the figures of this pipeline and of every rival on the very same rows: those with a price that the
    pipeline answered. `places` (m,) are the rows that the rivals' answers stand for.
    """
    rows = np.isfinite(later.price) & np.isfinite(later.point)
    truth, median = later.price[rows], later.median[rows]
    floor = rmse(truth, median)

    def judged(name: str, mean: Array, quantiles: Array) -> PriceJudged:
        error, low, high = rmse(truth, mean), quantiles[:, 0], quantiles[:, -1]
        inside = float(np.mean((truth >= low) & (truth <= high)))
        return PriceJudged(name, len(truth), error, error / floor, rmse(median, mean), inside, float(np.median(high - low)))

    found = [judged("this pipeline", later.point[rows], later.quantiles[rows])]
    if rivals:
        at = {place: number for number, place in enumerate(places.tolist())}
        asked = np.asarray([at[place] for place in later.rows[rows].tolist()], dtype=np.int64)
        found += [judged(name, one.mean[asked], one.quantiles[asked]) for name, one in rivals.items()]
    return floor, found


def judge_maturity(later: Later) -> MaturityJudged:
    """Of all rows that were answered."""
    rows = np.isfinite(later.levels).all(axis=1)
    found, truth = 1 + (np.cumsum(later.levels[rows], axis=1)[:, :-1] < 0.5).sum(axis=1), later.level[rows]
    stages = {level: list(STAGES).index(stage_of(level)) for level in range(1, 10)}
    told, known = (np.asarray([stages[level] for level in levels.tolist()]) for levels in (found, truth))
    return MaturityJudged(len(truth), float(np.mean(found == truth)), float(np.mean(np.abs(found - truth) <= 1)), float(np.mean(told == known)))


def judge_scores(later: Later) -> list[ScoreJudged]:
    """Of every value that the bundle estimates."""
    found = []
    for at, value in enumerate(VALUES):
        rows = np.isfinite(later.told[:, at])
        if rows.any():
            found.append(ScoreJudged(value, int(rows.sum()), rank_correlation(later.told[rows, at], later.scores[rows, at])))
    return found


def rmse(truth: Array, found: Array) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((truth - found) ** 2)))
