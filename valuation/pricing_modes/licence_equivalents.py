"""The three ways to pay for a licence, made equal for one term: entry fee + royalty rate × present value of the sales = fixed fee, exactly.

Amounts in units of the currency, unrounded so that the equation holds; rates as fractions of net sales or of operating profit.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.pricing_modes.answer import Interval
from valuation.pricing_modes.exclusivity_ladder import Fee


class EntryFeeAndRoyalty(AnswerPart):
    """`entry_fee` + `royalty_present_value` is the median fixed fee; either may have been the one that was given."""

    given: Literal["royalty_rate", "entry_fee"]
    entry_fee: float | None = Field(description="null where the royalty alone is worth more than the fixed fee")
    royalty_rate: float
    royalty_present_value: float


class Equivalents(AnswerPart):
    """What equals the fixed fee if the licence runs for `term_years`."""

    term_years: float
    sales_present_value: float = Field(description="of the sales subject to royalty, at the valuation date, before tax")
    royalty_alone: Interval = Field(description="of net sales, for the lower end, median and upper end of the fixed fee")
    royalty_alone_of_profit: Interval | None = Field(description="the same of operating profit; null without a margin")
    entry_fee_and_royalty: tuple[EntryFeeAndRoyalty, ...]


def equivalents(
    fee: Fee, term_years: float, sales_present_value: float, rates: Iterable[float], entry_fee: float | None, margin: float | None
) -> Equivalents | None:
    """The equivalents of a fixed fee at given royalty rates, and at an entry fee where there is one.

    An entry fee above the fixed fee has no equivalent and is left out. None without sales within the term to speak of.
    """
    if sales_present_value < 1:  # one 元, or whatever the unit of the currency
        return None
    low, median, high = (level.amount for level in (fee.low, fee.median, fee.high))
    alone = Interval(low=low / sales_present_value, median=median / sales_present_value, high=high / sales_present_value)
    rows = [_at_rate(median, rate, sales_present_value) for rate in rates]
    if entry_fee is not None and entry_fee <= median:
        rows.append(_at_entry_fee(median, entry_fee, sales_present_value))
    return Equivalents(
        term_years=term_years,
        sales_present_value=sales_present_value,
        royalty_alone=alone,
        royalty_alone_of_profit=None if margin is None else _divided(alone, margin),
        entry_fee_and_royalty=tuple(rows),
    )


def _at_rate(fixed_fee: float, rate: float, sales: float) -> EntryFeeAndRoyalty:
    royalty = rate * sales
    entry_fee = fixed_fee - royalty if royalty <= fixed_fee else None
    return EntryFeeAndRoyalty(given="royalty_rate", entry_fee=entry_fee, royalty_rate=rate, royalty_present_value=royalty)


def _at_entry_fee(fixed_fee: float, entry_fee: float, sales: float) -> EntryFeeAndRoyalty:
    royalty = fixed_fee - entry_fee
    return EntryFeeAndRoyalty(given="entry_fee", entry_fee=entry_fee, royalty_rate=royalty / sales, royalty_present_value=royalty)


def _divided(rates: Interval, by: float) -> Interval:
    return Interval(low=rates.low / by, median=rates.median / by, high=rates.high / by)
