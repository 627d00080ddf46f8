"""The prices that came with an achievement, checked beside its estimate: an asking price at listing (挂牌价), a contract's price at 认定登记."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuation.catalogue import say
from valuation.columns_of import Subject
from valuation.money import Money
from valuation.price_check.check import PriceCheck, check_price
from valuation.price_check.given_price import ExpectedPrice, GivenKind, GivenPrice
from valuation.price_check.history import PriceHistory

_NO_PAST = PriceHistory()


def price_checks_of(subject: Subject, ln_quantiles: NDArray[np.float64] | None, currency: str | None, *, refused: bool = False) -> dict[str, PriceCheck | None]:
    """The check of each price that was given, against the seven quantiles of ln(price) in `currency`; None of those that were not.

    Without quantiles, because the bundle states no prices or refused this one, a price is held against its text and its history alone.
    """
    expected = None if ln_quantiles is None or currency is None else ExpectedPrice(ln_quantiles, currency)
    given: dict[GivenKind, Money | None] = {"asking_price": subject.achievement.asking_price, "contract_price": subject.achievement.contract_price}
    return {kind: None if price is None else _checked(kind, price, subject, expected, refused=refused) for kind, price in given.items()}


def _checked(kind: GivenKind, price: Money, subject: Subject, expected: ExpectedPrice | None, *, refused: bool) -> PriceCheck:
    achievement = subject.achievement
    past = _NO_PAST if achievement.history is None else achievement.history.until(subject.valuation_date)
    given = GivenPrice(kind, price, subject.valuation_date, achievement.title, achievement.text, past)
    check = check_price(given, expected)
    return check.model_copy(update={"note": say("asking.refused")}) if refused else check
