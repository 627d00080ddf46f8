"""Rolling origins: each recent year predicted from the years before it, so that drift itself is in the residuals.

They set the width of the interval and the blend of mean and median (`calibration.py`), and they are the honest figures of the report: no row is judged by
trees that saw it or anything later (chosen once, on all years, are the encoder, the segments, the pace of the level, the doubt of dips, the use of text).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from training.held_out import held_out
from training.inputs import Inputs
from training.interval import HORIZON
from training.price_model import PriceFit

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

    `rows` index the rows given; `origin` (m,) the cut's year; `ahead` (m,) years beyond the last row that taught (0 for a random cut); `truth`, the trees'
    `mean`, the walk's `level` and its `deviation`, the rivals `attributes` (trees without text) and `recent_median` (m,), `quantiles` (m, 7) of the
    trees: all ln(price), before blend and calibration. `listing_…`: with what only a deal reveals unknown.
    """

    rows: NDArray[np.int64]
    origin: NDArray[np.float64]
    ahead: NDArray[np.float64]
    truth: NDArray[np.float64]
    level: NDArray[np.float64]
    deviation: NDArray[np.float64]
    mean: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    attributes: NDArray[np.float64]
    recent_median: NDArray[np.float64]
    listing_mean: NDArray[np.float64]
    listing_quantiles: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: NDArray[np.bool_]) -> OutOfTime:
        """Some of the predictions."""
        return OutOfTime(*(getattr(self, name)[chosen] for name in OutOfTime.__dataclass_fields__))

    def as_listing(self) -> OutOfTime:
        """The listing view in the place of the deal view."""
        return replace(self, mean=self.listing_mean, quantiles=self.listing_quantiles)


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


def random_origin(years: NDArray[np.float64], projects: NDArray[np.int64], seed: int, newest: int) -> Origin:
    """A random fifth of the projects held out: the second view, and the only one where the data span too few years to roll through.

    `newest` bounds the rows on both sides together: the last ones.
    """
    held = held_out(projects, seed)
    recent = np.zeros(len(years), dtype=bool)
    recent[np.argsort(years, kind="stable")[-newest:]] = True
    return Origin(float(np.floor(years.max())), np.flatnonzero(recent & ~held), np.flatnonzero(recent & held), random=True)


def predict_origins(cuts: Sequence[Origin], inputs: Inputs, log_price: NDArray[np.float64], fit: PriceFit, done: Callable[[], None]) -> OutOfTime:
    """Fits and predicts every origin; `done` is called after each of its forests (those of the head, and one without text)."""
    parts: list[OutOfTime] = []
    for cut in cuts:
        taught, asked = inputs.take(cut.train), inputs.take(cut.test)
        model = fit.before(taught, log_price[cut.train]).fit(taught, log_price[cut.train], done=done)
        told = model.foretell(asked)
        listing = model.foretell(fit.as_listing(asked)) if fit.knows_deals else told
        plain = fit.fit_one(taught, log_price[cut.train], 0).foretell(asked).mean
        done()
        keys = model.frame.segments.keys
        recent = recent_segment_median(keys(taught.categories), taught.years, log_price[cut.train], keys(asked.categories), len(asked))
        ahead = np.zeros(len(asked)) if cut.random else asked.years.astype(np.float64) - model.frame.index.last
        origin = np.full(len(asked), cut.year)
        views = plain, recent, listing.mean, listing.quantiles
        parts.append(OutOfTime(cut.test, origin, ahead, log_price[cut.test], told.level, told.deviation, told.mean, told.quantiles, *views))
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
    recent = years > years.max() - span + 0.01  # 1 July has another decimal in a leap year
    answer = np.full(count, np.median(log_price[recent]))
    for depth in range(min(2, len(keys))):
        known, wanted = keys[depth][recent], asked[depth]
        for segment in np.unique(wanted):
            prices = log_price[recent][known == segment]
            if len(prices):
                answer[wanted == segment] = np.median(prices)
    return answer
