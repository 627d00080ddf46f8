"""Amounts of money in cells, in units of the currency: "150万元" is 1,500,000 CNY whatever the column's unit, "150" counts in that unit.

A free, royalty-only, equity or open amount is no price of zero: it is `NoPrice`, which costs the row its price label and nothing else.
"""

from __future__ import annotations

import math
import re

from models.tables.cell import Cell, clean, is_missing
from models.tables.numbers import plain_number
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.money import UNITS, Unit

LARGEST = 1e15
"""As in `valuation.money.Money`: an amount beyond it is a wrong unit, not a price."""

_PREFIXES = {
    "¥": "CNY",
    "rmb": "CNY",
    "cny": "CNY",
    "人民币": "CNY",
    "us$": "USD",
    "usd": "USD",
    "$": "USD",
    "美元": "USD",
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
}
_SUFFIXES = {
    **{name.lower(): unit for name, unit in UNITS.items()},
    "万": UNITS["万元"],
    "亿": UNITS["亿元"],
    "圆": UNITS["元"],
    "万美元": Unit("万美元", "USD", 1e4),
    "亿美元": Unit("亿美元", "USD", 1e8),
    "万欧元": Unit("万欧元", "EUR", 1e4),
    "美元": UNITS["USD"],
    "欧元": UNITS["EUR"],
    "英镑": UNITS["GBP"],
    "rmb": UNITS["CNY"],
}
_SHAPE = re.compile(r"(?P<before>[^\d.+-]*)(?P<number>[+-]?[\d.][\d., ]*(?:[eE][+-]?\d+)?)(?P<after>.*)", re.DOTALL | re.ASCII)
_ENTRY_FEE = re.compile(r"(?:入门费|预付款?).*(?:提成|分成)|(?:entry|upfront) fee.*royalt", re.IGNORECASE)
_EQUITY = re.compile(r"入股|作价|股权|equity", re.IGNORECASE)
_ROYALTY = re.compile(r"提成|分成|royalt|销售额|利润|%", re.IGNORECASE)
_FREE = re.compile(r"免费|无偿|赠|free|gratis", re.IGNORECASE)
_OPEN = re.compile(r"面议|待定|另行|协商|另议|negotia|tbd|tba|to be (?:agreed|determined)|undisclosed|未披露|保密", re.IGNORECASE)


_NO_PRICE = (
    (_FREE, "tables.amount.free", "free"),
    (_ENTRY_FEE, "tables.amount.entry_fee", "entry_fee_and_royalty"),
    (_EQUITY, "tables.amount.equity", "equity"),
    (_ROYALTY, "tables.amount.royalty", "royalty_only"),
    (_OPEN, "tables.amount.open", ""),
)
"""Words of a cell, the text that says why it is no price, and the terms of the deal that they tell (`deal_terms`)."""


class NoPrice(FieldError):
    """The cell is right as it stands, but no fixed price in this source's currency: nothing to learn a price from. `terms` is what it says of the deal."""

    def __init__(self, field: str, value: object, reason: Bilingual, fix: Bilingual, terms: str = "") -> None:
        super().__init__(field, value, reason, fix)
        self.terms = terms


def parse_amount(cell: Cell, field: str, unit: Unit) -> float:
    """The amount in units of `unit.currency`; NaN where the cell is empty.

    FieldError for what is no amount (text, negative, beyond `LARGEST`), NoPrice for zero, free, royalty-only, open and foreign-currency amounts.
    """
    if isinstance(cell, (float, int)) and not isinstance(cell, bool):
        return math.nan if isinstance(cell, float) and math.isnan(cell) else _checked(float(cell), cell, field, unit)
    text = clean(cell)
    if is_missing(text):
        return math.nan
    number = plain_number(text)
    if not math.isnan(number):
        return _checked(number, cell, field, unit)
    for pattern, reason, terms in _NO_PRICE:
        if pattern.search(text):
            raise NoPrice(field, cell, say(reason), say("tables.amount.fixed_fee_alone"), terms)
    number, own = _with_unit(text, unit)
    if math.isnan(number):
        raise FieldError(field, cell, say("tables.amount.not_money"), say("tables.amount.write_digits", example="150万元"))
    return _checked(number, cell, field, own, unit.currency)


def parse_unit(cell: Cell, field: str, codes: dict[str, str], default: Unit | None) -> Unit:
    """The unit that a cell names, through the mapping's own codes; the default where it names none."""
    text = clean(cell)
    if is_missing(text):
        if default is None:
            raise FieldError(field, cell, say("tables.amount.no_unit"), say("tables.amount.fill_unit"))
        return default
    name = codes.get(text, text)
    known = UNITS.get(name) or _SUFFIXES.get(name.lower())
    if known is None:
        raise FieldError(field, cell, say("tables.amount.unknown_unit"), say("tables.amount.map_unit", units=", ".join(UNITS)))
    return known


def _with_unit(text: str, unit: Unit) -> tuple[float, Unit]:
    """A number with a currency before it or a unit behind it; what stands in the cell wins over the column's unit."""
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return math.nan, unit
    before, after = shape["before"].strip().lower(), re.sub(r"[整正]$", "", shape["after"].strip().lower())
    number = plain_number(shape["number"].strip().rstrip(","))
    if (before and before not in _PREFIXES) or (after and after not in _SUFFIXES):
        return math.nan, unit
    if after:
        own = _SUFFIXES[after]
        return (math.nan, unit) if before and _PREFIXES[before] != own.currency else (number, own)
    # A currency sign alone says nothing of thousands: "¥150" in a column of 万元 is 150 of the column's unit.
    currency = _PREFIXES[before] if before else unit.currency
    return number, unit if currency == unit.currency else Unit(currency, currency, 1.0)


def _checked(number: float, cell: Cell, field: str, unit: Unit, currency: str | None = None) -> float:
    if number == 0:
        raise NoPrice(field, cell, say("tables.amount.zero"), say("tables.amount.fixed_fee"), "nil_unstated")
    amount = number * unit.factor
    if number < 0:
        raise FieldError(field, cell, say("tables.amount.negative"), say("tables.amount.contracts_only"))
    if not amount < LARGEST:
        beyond = say("tables.amount.beyond", amount=amount, currency=unit.currency)
        raise FieldError(field, cell, beyond, say("tables.amount.check_unit", unit=unit.name))
    if currency is not None and unit.currency != currency:
        raise foreign(cell, field, unit.currency, currency)
    return amount


def foreign(cell: Cell, field: str, currency: str, expected: str) -> NoPrice:
    """The error of an amount in another currency than the source's."""
    reason = say("tables.amount.foreign", currency=currency, expected=expected)
    return NoPrice(field, cell, reason, say("tables.amount.convert", expected=expected))
