"""What a stream of royalties is worth at the base date: sales by calendar year, a stub for what is left of the first, each discounted from its middle.

PV of the sales = Σ S·(1+g)^n·(1−d)^n·len/(1+k)^t, with t from the base date to the middle of each period, n the years since selling began,
before tax. A royalty of rate r is worth r times that. Amounts in units of the currency, rates as yearly fractions.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class SalesForecast:
    """`annual_sales` in the first calendar year of selling (as if it were whole), then growing; `decay` is what royalty no longer falls due on."""

    annual_sales: float
    growth: float = 0.0
    decay: float = 0.0
    years_to_sales: float = 0.0


def sales_present_value(forecast: SalesForecast, base_date: date, term_years: float, discount_rate: float) -> float:
    """Present value at `base_date` of the sales subject to royalty within a term that begins there; 0 where selling would begin after it ends."""
    edges = _period_edges(base_date, forecast.years_to_sales, term_years)
    lengths, middles = np.diff(edges), (edges[:-1] + edges[1:]) / 2
    yearly = forecast.annual_sales * ((1 + forecast.growth) * (1 - forecast.decay)) ** np.arange(len(lengths))
    return float(np.sum(yearly * lengths / (1 + discount_rate) ** middles))


def _period_edges(base_date: date, begin: float, end: float) -> NDArray[np.float64]:
    """Begin, every turn of a year between, and end, in years from the base date."""
    if begin >= end:
        return np.array([begin])
    days_left = (base_date.replace(month=12, day=31) - base_date).days + 1
    stub = days_left / (366 if isleap(base_date.year) else 365)
    turns = stub + np.arange(int(end) + 1)
    return np.concatenate(([begin], turns[(turns > begin) & (turns < end)], [end]))
