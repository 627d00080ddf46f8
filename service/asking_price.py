"""The asking price of an achievement beside its estimate: compared where both are in one currency, else said why not."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.money import Money
from valuation.price_check.asking import check_asking
from valuation.valuation import AskingPriceCheck

_NO_PRICE = say("asking.no_price")


def asking_price_check(asking: Money, ln_quantiles: NDArray[np.float64] | None, currency: str | None) -> AskingPriceCheck:
    """The check against the seven quantiles of ln(price) in `currency`; both None where the bundle has no price head."""
    if ln_quantiles is None or currency is None:
        return AskingPriceCheck(percentile=None, anomaly=None, note=_NO_PRICE)
    if asking.currency != currency:
        note = say("asking.other_currency", asking=asking.currency, currency=currency)
        return AskingPriceCheck(percentile=None, anomaly=None, note=note)
    check = check_asking(math.log(asking.amount), ln_quantiles)
    return AskingPriceCheck(percentile=check.percentile, anomaly=check.anomaly, note=Bilingual(zh=check.note_zh, en=check.note))
