"""The price check of one listing or contract: its percentile in the predicted distribution, and every anomaly that a person should look at.

For an exchange at listing (挂牌价) and a registration office at 认定登记. The comparison comes after the model: neither the price nor the past of the right is
ever an input to the estimate (`deny_list.py`).
"""

from __future__ import annotations

import math

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.price import percentile_of
from valuation.price_check.anomaly import AnomalyFlag
from valuation.price_check.far_outside_interval import interval_flag
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.price_check.serial_relisting import relisting_flag
from valuation.price_check.split_contracts import split_flag
from valuation.price_check.text_amount_disagrees import text_flag
from valuation.price_check.thresholds import THRESHOLDS, Thresholds

CENTRAL_SHARE = 98
"""Percent of the predicted distribution that the note calls ordinary. Outside it a price is unusual, and by that alone no anomaly: prices drift."""


class PriceCheck(AnswerPart):
    """Where a price stands in the estimated distribution, and what about it should be looked at; made after the model, never an input to it."""

    percentile: float | None = Field(description="share of the distribution below the price, 0-100; null where it cannot be compared")
    anomaly: bool | None = Field(description="true where a person should look at it; null where it cannot be compared and nothing else speaks against it")
    note: Bilingual
    flags: tuple[AnomalyFlag, ...] = ()
    thresholds_version: str = Field(description="version of the limits behind the flags, our own proposal")
    false_alarm_rate: float = Field(
        description="share of ordinary prices that any flag marks, as measured with these limits (its interval: docs/price_check.md)"
    )


def check_price(given: GivenPrice, expected: ExpectedPrice | None, thresholds: Thresholds = THRESHOLDS) -> PriceCheck:
    """The check of one price; without an estimate (None), or with one in another currency, of its text and history alone.

    ValueError for quantiles that are not seven ascending numbers.
    """
    comparable = expected is not None and expected.currency == given.price.currency
    found = [None if expected is None else interval_flag(given, expected, thresholds)]
    found += [flag(given, thresholds) for flag in (text_flag, split_flag, relisting_flag)]
    flags = tuple(flag for flag in found if flag is not None)
    percentile = percentile_of(math.log(given.price.amount), expected.ln_quantiles) if expected is not None and comparable else None
    return PriceCheck(
        percentile=percentile,
        anomaly=True if flags else False if comparable else None,
        note=_note(given, expected, percentile),
        flags=flags,
        thresholds_version=thresholds.version,
        false_alarm_rate=thresholds.false_alarms.any_flag,
    )


def _note(given: GivenPrice, expected: ExpectedPrice | None, percentile: float | None) -> Bilingual:
    """Where the price stands, or why it cannot be said."""
    if expected is None:
        return say("asking.no_price")
    if percentile is None:
        return say("asking.other_currency", asking=given.price.currency, currency=expected.currency)
    tail = (100 - CENTRAL_SHARE) / 2
    if tail <= percentile <= 100 - tail:
        return say("price_check.inside", share=CENTRAL_SHARE)
    side, share = ("low", tail) if percentile < tail else ("high", 100 - tail)
    return say(f"price_check.{side}", share=f"{share:g}")
