"""A price far outside its 90 % interval, and whether a wrong unit would explain it.

Distance counts in units of the interval's own width, since prices drift away from every model and a bare percentile would fire too often then.
Arrays of n prices, ln(amount in units of the currency), so that one request and the calibration on a whole table are judged by the same lines.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from valuation.catalogue import say
from valuation.price import QUANTILES
from valuation.price_check.anomaly import AnomalyFlag, Evidence
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.price_check.spoken_amount import spoken
from valuation.price_check.thresholds import Thresholds

_MEDIAN = QUANTILES.index(0.5)
_LEAST_HALF = 1e-6
"""In ln(price): where a bundle predicts one price alone, its interval still has a width."""


def beyond(ln_amounts: NDArray[np.float64], ln_quantiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) distance of each amount (n,) from its 90 % interval (quantiles (n, 7)): above it positive, below it negative, inside 0."""
    above = np.maximum(ln_amounts - ln_quantiles[:, -1], 0)
    below = np.maximum(ln_quantiles[:, 0] - ln_amounts, 0)
    return np.asarray(above - below)


def half_widths(outside: NDArray[np.float64], ln_quantiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) distance from the median to the end of the interval on the side to which `outside` (n,) points."""
    median = ln_quantiles[:, _MEDIAN]
    return np.maximum(np.where(outside >= 0, ln_quantiles[:, -1] - median, median - ln_quantiles[:, 0]), _LEAST_HALF)


def unit_factors(ln_amounts: NDArray[np.float64], ln_quantiles: NDArray[np.float64], thresholds: Thresholds) -> NDArray[np.float64]:
    """(n,) how many times too large (too small: below 1) an amount is if its unit is wrong; 1 where no factor brings it inside the interval.

    Of several factors that do, the one that brings it nearest to the median.
    """
    outside = beyond(ln_amounts, ln_quantiles)
    found, nearest = np.ones(len(ln_amounts)), np.full(len(ln_amounts), math.inf)
    for factor in thresholds.unit_factors:
        step = np.sign(outside) * math.log(factor)
        corrected = ln_amounts - step
        distance = np.abs(corrected - ln_quantiles[:, _MEDIAN])
        better = (outside != 0) & (beyond(corrected, ln_quantiles) == 0) & (distance < nearest)
        found[better], nearest[better] = np.exp(step[better]), distance[better]
    return found


def far_outside(ln_amounts: NDArray[np.float64], ln_quantiles: NDArray[np.float64], thresholds: Thresholds) -> NDArray[np.bool_]:
    """(n,) whether an amount lies `beyond` half widths outside its interval, and however narrow that is by a factor of `least_factor`."""
    outside = beyond(ln_amounts, ln_quantiles)
    least = np.maximum(thresholds.beyond * half_widths(outside, ln_quantiles), math.log(thresholds.least_factor))
    return np.asarray(np.abs(outside) >= least)


def interval_flag(given: GivenPrice, expected: ExpectedPrice, thresholds: Thresholds) -> AnomalyFlag | None:
    """The flag of one price; nothing where price and estimate are in different currencies."""
    currency = given.price.currency
    ln_amounts, quantiles = np.array([math.log(given.price.amount)]), expected.ln_quantiles[None, :]
    if currency != expected.currency or not far_outside(ln_amounts, quantiles, thresholds)[0]:
        return None
    low, high = math.exp(expected.ln_quantiles[0]), math.exp(expected.ln_quantiles[-1])
    above = given.price.amount > high
    edge = high if above else low
    evidence = [Evidence(kind="interval_low", amount=low, currency=currency), Evidence(kind="interval_high", amount=high, currency=currency)]
    factor = float(unit_factors(ln_amounts, quantiles, thresholds)[0])
    if factor == 1:
        times = max(given.price.amount / edge, edge / given.price.amount)
        reason = say(f"price_check.far_{'above' if above else 'below'}", edge=spoken(edge, currency), times=f"{times:,.3g}")
        return AnomalyFlag.said("far_outside_interval", reason, evidence, thresholds)
    corrected = given.price.amount / factor
    evidence.append(Evidence(kind="corrected_amount", amount=corrected, currency=currency))
    facts = {"edge": spoken(edge, currency), "factor": f"{max(factor, 1 / factor):,.0f}", "corrected": spoken(corrected, currency)}
    reason = say(f"price_check.unit_too_{'large' if above else 'small'}", **facts)
    return AnomalyFlag.said("far_outside_interval", reason, evidence, thresholds)
