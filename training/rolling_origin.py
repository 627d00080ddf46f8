"""Rolling origins: each recent year predicted from the years before it, so that drift itself is in the residuals.

They set the width of the interval and the blend of the mean, and they are the honest figures of the report: no row is judged by
trees that saw it or anything later (the encoder, the segments and the pace of the level are chosen once, on all years).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.held_out import held_out
from training.inputs import Inputs
from training.interval import HORIZON
from training.price_model import PriceFit
from valuation.price import QUANTILES

LEAST_TRAIN, LEAST_TEST = 200, 40


@dataclass(frozen=True)
class Origin:
    """A cut in time: rows before `year` teach, rows in [year, year + HORIZON) test; indices into the rows given.

    `random` marks the stand-in where the data span too few years: a random fifth of the projects, which shows no drift.
    """

    year: float
    train: NDArray[np.int64]
    test: NDArray[np.int64]
    random: bool = False


@dataclass(frozen=True)
class OutOfTime:
    """Predictions for rows of later origins, one entry a prediction (a row may be predicted from two origins).

    `rows` index the rows given; `origin` (m,) the cut's year; `ahead` (m,) years beyond the last row that taught (0 for a random cut); `level`, `mean`,
    `attributes` (the same trees without text), `recent_median` and `truth` (m,), `quantiles` (m, 7) unshifted: all ln(price).
    """

    rows: NDArray[np.int64]
    origin: NDArray[np.float64]
    ahead: NDArray[np.float64]
    truth: NDArray[np.float64]
    level: NDArray[np.float64]
    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    attributes: NDArray[np.float64]
    recent_median: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)


def origins(years: NDArray[np.float64], projects: NDArray[np.int64], count: int, newest: int) -> list[Origin]:
    """Up to `count` yearly cuts, newest first, each with enough rows on both sides; a project never stands on both sides of a cut.

    `newest` bounds the rows that teach: the last ones before the cut.
    """
    found: list[Origin] = []
    if len(years) == 0:
        return found
    cut = np.floor(years.max())
    while len(found) < count and cut > years.min():
        test = np.flatnonzero((years >= cut) & (years < cut + HORIZON))
        train = np.flatnonzero(years < cut)
        train = train[~np.isin(projects[train], projects[test])]
        train = train[np.argsort(years[train], kind="stable")][-newest:]
        if len(train) < LEAST_TRAIN:
            break
        if len(test) >= LEAST_TEST:
            found.append(Origin(float(cut), train, test))
        cut -= 1.0
    return found


def random_origin(years: NDArray[np.float64], projects: NDArray[np.int64], seed: int) -> Origin:
    """A random fifth of the projects held out, for data that span too few years to roll through."""
    held = held_out(projects, seed)
    return Origin(float(np.floor(years.max())), np.flatnonzero(~held), np.flatnonzero(held), random=True)


def predict_origins(cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], fit: PriceFit, done: Callable[[], None]) -> OutOfTime:
    """Fits and predicts every origin; `done` is called after each of its forests (those of the head, and one without text)."""
    parts: list[OutOfTime] = []
    for cut in cuts:
        taught, asked = inputs.take(cut.train), inputs.take(cut.test)
        model = fit.fit(taught, log_price[cut.train], done=done)
        plain = fit.fit_attributes_only(taught, log_price[cut.train])
        done()
        rows, level = model.frame.run(asked)
        mean, quantiles = model.raw(rows, level)
        attributes, _ = plain.raw(*plain.frame.run(asked))
        keys = model.frame.segments.keys
        recent = recent_segment_median(keys(taught.categories), taught.years, log_price[cut.train], keys(asked.categories), len(asked))
        ahead = np.zeros(len(asked)) if cut.random else asked.years.astype(np.float64) - model.frame.index.last
        parts.append(OutOfTime(cut.test, np.full(len(cut.test), cut.year), ahead, log_price[cut.test], level, mean, quantiles, attributes, recent))
    return OutOfTime(*(np.concatenate([getattr(part, name) for part in parts]) for name in OutOfTime.__dataclass_fields__))


def recent_segment_median(
    keys: list[NDArray[np.int64]],
    years: NDArray[np.float32],
    log_price: NDArray[np.float64],
    asked: list[NDArray[np.int64]],
    count: int,
    span: float = 3.0,
) -> NDArray[np.float64]:
    """The plain rival: for `count` rows the median of the last `span` years in their segment (two columns deep), or the wider one's where none."""
    recent = years > years.max() - span
    answer = np.full(count, np.median(log_price[recent]))
    for depth in range(min(2, len(keys))):
        known, wanted = keys[depth][recent], asked[depth]
        for segment in np.unique(wanted):
            prices = log_price[recent][known == segment]
            if len(prices):
                answer[wanted == segment] = np.median(prices)
    return answer


def blend_weight(found: OutOfTime) -> float:
    """The trees' weight in the mean on a grid from 0.5 to 1: the largest whose squared error over the origins is within 5 % of the least.

    The bare level is insurance against a break; a small gain in the past does not earn it a place (`docs/experiments.md`).
    """
    grid = np.arange(0.5, 1.01, 0.05)
    losses = np.asarray([np.mean((weight * found.mean + (1 - weight) * found.level - found.truth) ** 2) for weight in grid])
    return float(round(grid[np.flatnonzero(losses <= 1.05 * losses.min())[-1]], 2))


def conformal_shifts(found: OutOfTime, fading: float = 0.8) -> NDArray[np.float64]:
    """What to add to each quantile so that it holds its share of the rows out of time (Romano et al. 2019, one side at a time); (7,).

    Rows of newer origins weigh more, by `fading` a year. The finite-sample step takes the interval's ends one row further out.
    """
    weights = fading ** (found.origin.max() - found.origin)
    shifts = np.empty(len(QUANTILES))
    for at, level in enumerate(QUANTILES):
        shifts[at] = _weighted_quantile(found.truth - found.quantiles[:, at], weights, level)
    return shifts


def lead(found: OutOfTime) -> float:
    """Years ahead of the data at which the shifts were found, on average; 0 where they were not found ahead of it."""
    return float(found.ahead.mean())


def _weighted_quantile(values: NDArray[np.float64], weights: NDArray[np.float64], level: float) -> float:
    order = np.argsort(values, kind="stable")
    effective = weights.sum() ** 2 / (weights**2).sum()
    step = (level - 0.5) / effective  # the (n + 1) rule, for either tail
    share = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return float(np.interp(np.clip(level + step, 0, 1), share, values[order]))
