"""The asking price of an achievement beside its estimate: compared where both are in one currency, else said why not."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from valuation.money import Money
from valuation.price_check.check import check_price
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.valuation import AskingPriceCheck


def asking_price_check(asking: Money, ln_quantiles: NDArray[np.float64] | None, currency: str | None) -> AskingPriceCheck:
    """The check against the seven quantiles of ln(price) in `currency`; both None where the bundle has no price head."""
    expected = None if ln_quantiles is None or currency is None else ExpectedPrice(ln_quantiles, currency)
    check = check_price(GivenPrice("asking_price", asking, date.min), expected)
    return AskingPriceCheck(percentile=check.percentile, anomaly=check.anomaly, note=check.note)
