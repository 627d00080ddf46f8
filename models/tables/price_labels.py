"""The price that a row teaches, and the terms of its deal: an amount that is part of its contract's total, agreed in cash, and no mistake of its unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.tables.cell import Cell
from models.tables.code_map import CodeMap
from models.tables.distinct import Distinct
from models.tables.mapping import Mapping
from models.tables.mapping_parts import DealTerms, Price
from models.tables.money_column import MoneyColumn, read_money
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.codes import LISTS
from valuation.field_error import FieldError
from valuation.money import UNITS
from valuation.price import PRICE_CONCEPTS

EQUITY = "equity_contribution"
"""The price concept of shares given for a technology, whose amount is no cash price."""
_ROUNDING = 1e-9
"""How far an amount may lie above its total by the arithmetic of units alone, relative."""


@dataclass(frozen=True)
class PriceLabels:
    """Of n rows: `amounts` (n,) in units of the currency, NaN where there is no cash price; `terms` by `deal_terms`, "" unknown, empty without `[terms]`."""

    amounts: NDArray[np.float64]
    terms: list[str]


def read_prices(raw: RawTable, mapping: Mapping, problems: RowProblems) -> PriceLabels:
    """Amounts and terms of all rows; what cannot be is fatal to its row, an amount that is no price of this concept costs the label alone."""
    price = mapping.price
    money = MoneyColumn(np.full(raw.rows, np.nan), np.full(raw.rows, "", dtype=object))
    if price is not None:
        money = read_money(raw, price, price.amount, problems)
        _too_large(money.amounts, raw, price, problems)
    terms = _terms(raw, mapping.terms, money.terms, problems)
    if price is not None:
        _take_away(money.amounts, terms, raw, mapping, problems)
        if price.total is not None and price.total in raw.columns:
            _check_total(money.amounts, terms, raw, price, problems)
        missing = np.isnan(money.amounts) & np.isin(terms.astype(str), ("fixed", "instalments")) & ~problems.told
        _lose(money.amounts, missing, raw, price.amount, say("tables.amount.missing"), say("tables.amount.fill"), problems, fatal=False)
    return PriceLabels(money.amounts, [] if mapping.terms is None else terms.tolist())


def _too_large(amounts: NDArray[np.float64], raw: RawTable, price: Price, problems: RowProblems) -> None:
    if price.largest is None:
        return
    most = price.largest * (UNITS[price.unit].factor if price.unit else 1.0)
    reason = say("tables.amount.too_large", most=most, currency=price.currency)
    fix = say("tables.amount.check_cell_and_unit", unit=price.unit or price.unit_column)
    _lose(amounts, amounts > most, raw, price.amount, reason, fix, problems)


def _terms(raw: RawTable, terms: DealTerms | None, said: NDArray[np.object_], problems: RowProblems) -> NDArray[np.object_]:
    """The terms that the table states, or those that the amount's own cell tells; a lump sum of nothing is what the cell says. (n,)"""
    if terms is None or terms.column is None or terms.column not in raw.columns:
        return said
    column, codes, listed = terms.column, CodeMap(terms.codes, terms.others if terms.codes else "keep"), LISTS["deal_terms"]

    def code(cell: Cell) -> str:
        found = codes.find(cell, column)
        return "" if found is None else listed.resolve(str(found), column)

    parsed = Distinct.of(raw.columns[column]).parse(code, "")
    problems.add(parsed.wrong)
    stated = np.asarray(parsed.distinct, dtype=object)[parsed.index]
    told = (said != "") & np.isin(stated.astype(str), ("", "fixed", "instalments"))
    return np.where(told, said, stated)


def _take_away(amounts: NDArray[np.float64], terms: NDArray[np.object_], raw: RawTable, mapping: Mapping, problems: RowProblems) -> None:
    """Amounts beside terms that have no cash price are none: an expectation, a contribution, or a mistake."""
    price = mapping.price
    assert price is not None
    reasons = {
        "royalty_only": say("tables.terms.royalty_only"),
        "free": say("tables.terms.free"),
        "equity": say("tables.terms.equity", concept=_concept(EQUITY)),
    }
    if price.concept == EQUITY:
        del reasons["equity"]
        reasons |= dict.fromkeys(("fixed", "instalments", "entry_fee_and_royalty"), say("tables.terms.cash"))
    for known, reason in reasons.items():
        _lose(amounts, np.isfinite(amounts) & (terms == known), raw, price.amount, reason, say("tables.terms.correct"), problems, fatal=False)


def _check_total(amounts: NDArray[np.float64], terms: NDArray[np.object_], raw: RawTable, price: Price, problems: RowProblems) -> None:
    """An amount above the total that it is part of is a mistake; a total alone is another kind of amount and never stands in for it."""
    own = RowProblems(raw.rows)
    total = read_money(raw, price, str(price.total), own).amounts
    problems.add([(rows, error) for rows, error, fatal in own.found if fatal and error.field == price.total])
    above = np.isfinite(amounts) & np.isfinite(total) & (amounts > total * (1 + _ROUNDING))
    _lose(amounts, above, raw, price.amount, say("tables.amount.above_total", total=price.total), say("tables.amount.correct_cell"), problems)
    # Where terms say why there is no price, none is missed.
    alone = np.isnan(amounts) & np.isfinite(total) & ~above & (np.isin(terms.astype(str), ("", "fixed", "instalments", "entry_fee_and_royalty", "other")))
    reason = say("tables.amount.total_alone", total=price.total, concept=_concept(price.total_concept))
    _lose(amounts, alone & ~problems.fatal, raw, price.amount, reason, say("tables.amount.fill_confirmed"), problems, fatal=False)


def _concept(code: str) -> Bilingual:
    """A kind of amount as it is called in Chinese, by its code in English."""
    return Bilingual(zh=PRICE_CONCEPTS[code][0], en=code)


def _lose(
    amounts: NDArray[np.float64],
    which: NDArray[np.bool_],
    raw: RawTable,
    column: str,
    reason: Bilingual,
    fix: Bilingual,
    problems: RowProblems,
    *,
    fatal: bool = True,
) -> None:
    """Takes the price from rows, each told with its own cell."""
    cells = raw.columns[column]
    problems.add([(np.array([row]), FieldError(column, cells[int(row)].as_py(), reason, fix)) for row in np.flatnonzero(which)], fatal=fatal)
    amounts[which] = np.nan
