"""Amounts at stated quantiles of the price distribution, rounded the way their use asks for: floors down, list prices up, the median to the nearest."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from valuation.price import QUANTILES
from valuation.price_rounding import round_down, round_nearest, round_up
from valuation.pricing_modes.answer import AdvisedAmount, AmountOutOfRange


@dataclass(frozen=True)
class PriceLevels:
    """`ln_quantiles` are the seven of `QUANTILES`, ascending, of ln(amount in units of `currency`); ValueError if they are not."""

    ln_quantiles: tuple[float, ...]
    currency: str

    def __post_init__(self) -> None:
        values = np.asarray(self.ln_quantiles)
        if values.shape != (len(QUANTILES),) or not np.isfinite(values).all() or (np.diff(values) < 0).any():
            raise ValueError(f"a predicted distribution has {len(QUANTILES)} ascending quantiles, not {self.ln_quantiles}")

    def down(self, quantile: float, factor: float = 1.0) -> AdvisedAmount:
        """The amount at a quantile, times `factor`, rounded down. Raises AmountOutOfRange."""
        return self._level(quantile, factor, round_down)

    def nearest(self, quantile: float, factor: float = 1.0) -> AdvisedAmount:
        """The same, rounded to the nearest."""
        return self._level(quantile, factor, round_nearest)

    def up(self, quantile: float, factor: float = 1.0) -> AdvisedAmount:
        """The same, rounded up."""
        return self._level(quantile, factor, round_up)

    def _level(self, quantile: float, factor: float, rounded: Callable[[float], float]) -> AdvisedAmount:
        if not QUANTILES[0] <= quantile <= QUANTILES[-1]:
            raise ValueError(f"quantiles between {QUANTILES[0]} and {QUANTILES[-1]} are known, not {quantile}")
        ln_amount = float(np.interp(quantile, QUANTILES, self.ln_quantiles)) + math.log(factor)
        try:
            return AdvisedAmount.at_quantile(rounded(math.exp(ln_amount)), self.currency, quantile)
        except (OverflowError, ValueError) as error:
            raise AmountOutOfRange(f"e^{ln_amount} {self.currency}") from error
