"""The asking price of an achievement beside its estimate: compared where both are in one currency, else said why not."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from valuation.money import Money
from valuation.price_check import check_asking
from valuation.valuation import AskingPriceCheck, Bilingual

_NO_PRICE = Bilingual(zh="该模型不给出价格, 无从比较。", en="This bundle estimates no price to compare it with.")


def asking_price_check(asking: Money, ln_quantiles: NDArray[np.float64] | None, currency: str | None) -> AskingPriceCheck:
    """The check against the seven quantiles of ln(price) in `currency`; both None where the bundle has no price head."""
    if ln_quantiles is None or currency is None:
        return AskingPriceCheck(percentile=None, anomaly=None, note=_NO_PRICE)
    if asking.currency != currency:
        note = Bilingual(
            zh=f"挂牌价币种为{asking.currency}, 估计价币种为{currency}, 不作换算, 无从比较。",
            en=f"The asking price is in {asking.currency}, the estimate in {currency}; nothing is converted, so they are not compared.",
        )
        return AskingPriceCheck(percentile=None, anomaly=None, note=note)
    check = check_asking(math.log(asking.amount), ln_quantiles)
    return AskingPriceCheck(percentile=check.percentile, anomaly=check.anomaly, note=Bilingual(zh=check.note_zh, en=check.note))
