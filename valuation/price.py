"""The price as a statistic: which kind of amount, which quantiles, how uncertain.

A price is a statistical estimate (统计价格参考), never an appraisal conclusion. Quantiles live in ln(amount in units of the currency).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
QUANTILE_NAMES = ("p05", "p10", "p25", "p50", "p75", "p90", "p95")

PRICE_CONCEPTS: dict[str, tuple[str, str]] = {
    "grant_amount": ("资助金额", "grant amount"),
    "contract_award_amount": ("研发合同授予金额", "research contract award"),
    "registered_technology_amount": ("技术交易额", "registered technology amount"),
    "registered_contract_amount": ("合同成交总金额", "registered contract total"),
    "negotiated_transfer_price": ("协议转让价", "negotiated transfer price"),
    "licence_fixed_fee": ("许可固定费", "licence fixed fee"),
    "auction_price": ("拍卖成交价", "auction price"),
    "equity_contribution": ("作价入股金额", "appraised equity contribution"),
}
"""What kind of amount a price is: code → (zh, en). Amounts of different concepts never mix in one head."""

CONFIDENCE_BINS_VERSION = "2026-11"
CONFIDENCE_BINS = (0.15, 0.25, 0.40, 0.60, 0.80, 1.00, 1.30)
"""Upper limits of σ_log for the confidence levels 7, 6 … 1; wider is 0. Our own disclosed bins, not the European scale (`docs/domain.md`)."""

_NORMAL_80 = 2.563103131089201
"""Distance between the 10 % and 90 % points of a standard normal."""
_NORMAL_95 = 1.6448536269514722
"""The 95 % point of a standard normal."""
_LEAST_TAIL = 1e-6
"""Percent; the least share that an extrapolated tail claims, so that a percentile is never 0 or 100."""
_LEAST_STEP = 1e-6
"""In ln(price): where the outer two quantiles coincide, the tail still has a width."""


def sigma_log(ln_p10: NDArray[np.float64], ln_p90: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spread of ln(price): the standard deviation of a normal with the same 80 % interval."""
    return (ln_p90 - ln_p10) / _NORMAL_80


def confidence_level(sigma: NDArray[np.float64]) -> NDArray[np.int64]:
    """0 (×/÷ 3.7 and more) to 7 (within about 16 %) by `CONFIDENCE_BINS`; shape as `sigma`."""
    return np.asarray(len(CONFIDENCE_BINS) - np.searchsorted(np.asarray(CONFIDENCE_BINS), sigma, side="left"), dtype=np.int64)


def spread_factor(sigma: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ×/÷ factor of one standard deviation: about two thirds of prices lie between estimate ÷ factor and estimate × factor."""
    return np.exp(sigma)


def percentile_of(ln_amount: float, ln_quantiles: NDArray[np.float64]) -> float:
    """Share of the predicted distribution (0-100, both exclusive) below an amount; `ln_quantiles` are the seven of `QUANTILES`, ascending.

    Linear between the quantiles. Beyond the outer two the tail of a normal through the last two quantiles of that side, so that it is continuous
    there, and below 5 or above 95; it is cut off at `_LEAST_TAIL`. Never decreases in the amount. ValueError if the quantiles are not seven ascending.
    """
    if ln_quantiles.shape != (len(QUANTILES),) or not np.isfinite(ln_quantiles).all() or (np.diff(ln_quantiles) < 0).any():
        raise ValueError(f"a predicted distribution has {len(QUANTILES)} ascending quantiles, not {ln_quantiles}")
    if ln_quantiles[0] <= ln_amount <= ln_quantiles[-1]:
        return float(100 * np.interp(ln_amount, ln_quantiles, np.asarray(QUANTILES)))
    below = ln_amount < ln_quantiles[0]
    outer, inner = (0, 1) if below else (-1, -2)
    step = max(abs(float(ln_quantiles[inner] - ln_quantiles[outer])), _LEAST_STEP)
    beyond = abs(ln_amount - float(ln_quantiles[outer])) / step
    z = _NORMAL_95 + beyond * (_NORMAL_95 - _NORMAL_80 / 2)
    tail = max(50 * math.erfc(z / math.sqrt(2)), _LEAST_TAIL)
    return tail if below else 100 - tail
