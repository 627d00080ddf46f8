"""How good the run is, out of time: the figures of the report, each beside the plain rivals, overall and apart by origin, horizon and segment.

Every prediction judged here comes from a model of earlier years, calibrated (where older origins allow it) on earlier years only. Beside this headline
stand the listing view, with what only a deal reveals unknown, and the random view, a random fifth of the projects, in which no drift is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.as_served import Judged, as_served
from training.coverage_table import LEAST_FLAGGED
from training.price_study import PriceStudy, coverage, price_study, rmse
from training.price_tables import PriceTables, by_segment, price_tables
from training.rolling_origin import OutOfTime
from training.study_groups import Grouping

Array = NDArray[np.float64]
Rows = NDArray[np.bool_]

IN_METRICS = ("n", "rmse", "mdape", "median_ratio", "pinball", "cover90", "width90", "winkler90", "slope")
"""Figures of a segment, a view or an origin that go into flat metrics; the whole of them stands in the report."""


@dataclass(frozen=True)
class PriceFigures(PriceStudy):
    """The study, and what the plain rivals reach on the same contracts: the same trees without text, and the median of the segment's last three years.

    `skill_…` is 1 − RMSE / the rival's RMSE: 0 no better, 0.1 a tenth less error. `cover90_uncalibrated`: of the trees' own quantiles, without walk
    and calibration.
    """

    rmse_attributes_only: float
    rmse_recent_segment_median: float
    skill_attributes_only: float
    skill_segment_median: float
    cover90_uncalibrated: float


@dataclass(frozen=True)
class Evaluation:
    """`overall` out of time, `how` the contracts were unseen, and apart; the named metrics of the other heads; `judged` feeds the plots.

    `listing`: the same contracts with what only a deal reveals unknown, None where nothing is (then it is the same). `random`: another model, on a random
    fifth of the projects, None where the headline is that already. `tables` are over the contracts of `overall`, which `chosen` (m,) picks from `judged`:
    those that older origins could calibrate and that would have been answered.
    """

    overall: PriceFigures | None = None
    by_origin: dict[str, PriceFigures] = field(default_factory=dict)
    heads: dict[str, float] = field(default_factory=dict)
    judged: Judged | None = None
    how: str = ""
    chosen: Rows | None = None
    by_horizon: dict[str, PriceFigures] = field(default_factory=dict)
    by_segment: dict[str, PriceFigures] = field(default_factory=dict)
    listing: PriceFigures | None = None
    random: PriceFigures | None = None
    tables: PriceTables | None = None

    def metrics(self) -> dict[str, float | None]:
        """Flat figures for the manifest and for tracking; None where a figure has no meaning.

        `price.rmse` …, `listing.…`, `random.…`, `ratio.prb` and `ratio.prb_perfect` …, `segment/agency/NASA/rmse` … for segments of 300 contracts and more,
        and the heads' own. Names hold letters, digits and `_ - . / : space` only, which is what trackers take.
        """
        found: dict[str, float] = {}
        if self.overall is not None:
            found |= {f"price.{name}": float(value) for name, value in asdict(self.overall).items()}
        for name, view in (("listing", self.listing), ("random", self.random)):
            found |= {} if view is None else _some(f"{name}.", view)
        if self.tables is not None:
            for statistic, figure in self.tables.ratios["all"].figures.items():
                found |= {f"ratio.{statistic}": figure.value, f"ratio.{statistic}_perfect": figure.perfect}
        for segment, figures in self.by_segment.items():
            if figures.n >= LEAST_FLAGGED:
                name, value = segment.split("=", 1)
                found |= _some(f"segment/{_plain(name)}/{_plain(value)}/", figures)
        return {name: value if np.isfinite(value) else None for name, value in {**found, **self.heads}.items()}


def evaluate_price(
    found: OutOfTime,
    years: Array,
    groups: Sequence[Grouping] = (),
    *,
    seed: int = 0,
    answered: Rows | None = None,
    random_view: Judged | None = None,
) -> Evaluation:
    """Judges predictions of rows dated `years` (rows given,) with groupings of the same rows: the headline over the origins that older ones could
    calibrate (all where none could), everything apart, and the tables. `answered` (m,): which predictions would not have been refused, all where None.
    """
    judged = as_served(found, years)
    kept = np.ones(len(found), dtype=bool) if answered is None else answered
    chosen = judged.calibrated if judged.calibrated.any() else np.ones(len(found), dtype=bool)
    counted = np.flatnonzero(chosen & kept)
    rows = found.rows[counted]
    apart = [grouping.take(found.rows) for grouping in groups]
    listing = listing_view(found, years)
    if not len(counted):  # all were refused: nothing to judge by
        return Evaluation(judged=judged, chosen=chosen & kept)

    def figures(one: Rows) -> PriceFigures:
        return price_figures(judged, one, kept)

    return Evaluation(
        overall=figures(chosen),
        by_origin={f"{origin:g}": figures(found.origin == origin) for origin in np.unique(found.origin[kept])},
        judged=judged,
        chosen=chosen & kept,
        by_horizon={name: figures(chosen & one) for name, one in _horizons(found.ahead, chosen & kept).items()},
        by_segment=by_segment(apart, len(found), lambda one: figures(one & chosen), chosen & kept),
        listing=None if listing is None else price_figures(listing, chosen, kept),
        random=None if random_view is None else price_figures(random_view, random_view.calibrated),
        tables=price_tables(found.truth[counted], judged.quantiles[counted], years[rows], [grouping.take(rows) for grouping in groups], seed),
    )


def price_figures(judged: Judged, rows: Rows, answered: Rows | None = None) -> PriceFigures:
    """Figures over those of the predictions that are `answered` (all where None), at least one; the share of these is the hit rate."""
    asked = int(rows.sum())
    rows = rows if answered is None else rows & answered
    truth, found = judged.found.truth[rows], judged.found
    study = price_study(truth, judged.mean[rows], judged.quantiles[rows], asked=asked)
    attributes, segment = rmse(truth, found.attributes[rows]), rmse(truth, found.recent_median[rows])
    return PriceFigures(
        **asdict(study),
        rmse_attributes_only=attributes,
        rmse_recent_segment_median=segment,
        skill_attributes_only=_skill(study.rmse, attributes),
        skill_segment_median=_skill(study.rmse, segment),
        cover90_uncalibrated=coverage(truth, np.sort(found.quantiles[rows], axis=1), 0.05, 0.95),
    )


def listing_view(found: OutOfTime, years: Array) -> Judged | None:
    """The predictions as a listing would have been served, by a head calibrated on deals; None where a deal reveals nothing."""
    if np.array_equal(found.listing_mean, found.mean) and np.array_equal(found.listing_quantiles, found.quantiles):
        return None
    return as_served(found, years, found.as_listing())


def _horizons(ahead: Array, chosen: Rows) -> dict[str, Rows]:
    """By whole years beyond the last contract that taught; empty where no prediction looks ahead."""
    if not ahead.any():
        return {}
    whole = np.floor(np.maximum(ahead, 0))
    return {f"{year:g}-{year + 1:g} years ahead": whole == year for year in np.unique(whole[chosen])}


def _skill(loss: float, rival: float) -> float:
    return 1 - loss / rival if rival > 0 else float("nan")


def _some(prefix: str, figures: PriceFigures) -> dict[str, float]:
    return {f"{prefix}{name}": float(getattr(figures, name)) for name in IN_METRICS}


def _plain(name: str) -> str:
    """Slashes part the name of a metric, so none may stand in a part."""
    return re.sub(r"[^\w.\- ]", "_", name) or "unknown"
