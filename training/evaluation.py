"""How good the run is, out of time: the figures of the report, each beside the plain rivals.

Every prediction judged here comes from a model of earlier years, calibrated (where older origins allow it) on earlier years only.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.as_served import Judged, as_served
from training.rolling_origin import OutOfTime
from valuation.price import QUANTILES


@dataclass(frozen=True)
class PriceFigures:
    """RMSE in ln(price); `mdape`, `within2`, `bias` (median ratio) of the median; coverage of the 90 and 50 % intervals; median width in ln(price)."""

    n: int
    rmse: float
    rmse_attributes_only: float
    rmse_recent_segment_median: float
    mdape: float
    within2: float
    bias: float
    cover90: float
    cover90_uncalibrated: float
    cover50: float
    width90: float


@dataclass(frozen=True)
class Evaluation:
    """`overall`, per origin, `how` the contracts were unseen, and the named metrics of the other heads; `judged` feeds the plots."""

    overall: PriceFigures | None = None
    by_origin: dict[str, PriceFigures] = field(default_factory=dict)
    heads: dict[str, float] = field(default_factory=dict)
    judged: Judged | None = None
    how: str = ""

    def metrics(self) -> dict[str, float | None]:
        """Flat figures for the manifest; None where a figure has no meaning."""
        price = {} if self.overall is None else {f"price.{name}": float(value) for name, value in vars(self.overall).items()}
        return {name: value if np.isfinite(value) else None for name, value in {**price, **self.heads}.items()}


def price_figures(judged: Judged, rows: NDArray[np.bool_]) -> PriceFigures:
    """Figures over some of the predictions."""
    truth = judged.found.truth[rows]
    quantiles, raw = judged.quantiles[rows], np.sort(judged.found.quantiles[rows], axis=1)
    ratio = np.exp(quantiles[:, QUANTILES.index(0.5)] - truth)

    def rmse(guess: NDArray[np.float64]) -> float:
        return float(np.sqrt(np.mean((guess[rows] - truth) ** 2)))

    def cover(bounds: NDArray[np.float64], low: float, high: float) -> float:
        return float(np.mean((truth >= bounds[:, QUANTILES.index(low)]) & (truth <= bounds[:, QUANTILES.index(high)])))

    return PriceFigures(
        n=int(rows.sum()),
        rmse=rmse(judged.mean),
        rmse_attributes_only=rmse(judged.found.attributes),
        rmse_recent_segment_median=rmse(judged.found.recent_median),
        mdape=float(np.median(np.abs(ratio - 1))),
        within2=float(np.mean(np.abs(np.log(ratio)) < np.log(2))),
        bias=float(np.median(ratio)),
        cover90=cover(quantiles, 0.05, 0.95),
        cover90_uncalibrated=cover(raw, 0.05, 0.95),
        cover50=cover(quantiles, 0.25, 0.75),
        width90=float(np.median(quantiles[:, -1] - quantiles[:, 0])),
    )


def evaluate_price(found: OutOfTime, years: NDArray[np.float64]) -> tuple[PriceFigures, dict[str, PriceFigures], Judged]:
    """Overall figures, over the origins that older ones could calibrate (all where none could), and figures per origin."""
    judged = as_served(found, years)
    chosen = judged.calibrated if judged.calibrated.any() else np.ones(len(found), dtype=bool)
    by_origin = {f"{origin:g}": price_figures(judged, found.origin == origin) for origin in np.unique(found.origin)}
    return price_figures(judged, chosen), by_origin, judged
