"""A column of money as amounts in the currency of its source, and what its cells say of the terms where they are no amount."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.tables.amounts import NoPrice, foreign, parse_amount, parse_unit
from models.tables.cell import clean, is_missing
from models.tables.distinct import Distinct
from models.tables.mapping_parts import Price
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.field_error import FieldError
from valuation.money import UNITS, Unit


@dataclass(frozen=True)
class MoneyColumn:
    """n cells: `amounts` (n,) in units of the currency, NaN where none; `terms` (n,) of str, the `deal_terms` that a cell names (免费, 提成), else ""."""

    amounts: NDArray[np.float64]
    terms: NDArray[np.object_]


def read_money(raw: RawTable, price: Price, column: str, problems: RowProblems) -> MoneyColumn:
    """The column by the unit that the mapping names; what is no amount is fatal to its row, what is no price costs the label."""
    cells = Distinct.of(raw.columns[column])
    found = MoneyColumn(np.full(raw.rows, np.nan), np.full(raw.rows, "", dtype=object))
    default = UNITS[price.unit] if price.unit else None
    if price.unit_column is None and default is not None:
        _read(found, cells, column, default, np.arange(raw.rows), problems)
        return found
    units = Distinct.of(raw.columns[str(price.unit_column)])
    parsed = units.parse(lambda cell: parse_unit(cell, str(price.unit_column), price.unit_codes, default), None)
    # Where there is no amount, no unit is missed.
    empty = np.asarray([is_missing(clean(cell)) for cell in cells.cells])[cells.index]
    problems.add([(rows[~empty[rows]], error) for rows, error in parsed.wrong])
    for unit in {each for each in parsed.distinct if each is not None}:
        rows = np.flatnonzero(np.isin(parsed.index, [at for at, each in enumerate(parsed.distinct) if each == unit]))
        if unit.currency != price.currency:
            problems.add([(rows, foreign(unit.name, str(price.unit_column), unit.currency, price.currency))], fatal=False)
        else:
            _read(found, cells, column, unit, rows, problems)
    return found


def blank(column: pa.Array) -> bool:
    """Whether no cell of the column says anything."""
    return all(is_missing(clean(cell)) for cell in Distinct.of(column).cells)


def _read(found: MoneyColumn, cells: Distinct, column: str, unit: Unit, rows: NDArray[np.int64], problems: RowProblems) -> None:
    """Fills in the amounts of those rows, which all count in one unit."""
    parsed = Distinct(cells.cells, cells.index[rows]).parse(lambda cell: parse_amount(cell, column, unit), math.nan)
    wrong: list[tuple[NDArray[np.int64], FieldError]] = []
    for at, error in parsed.wrong:
        if isinstance(error, NoPrice):
            found.terms[rows[at]] = error.terms
            problems.add([(rows[at], error)], fatal=False)
        else:
            wrong.append((rows[at], error))
    problems.add(wrong)
    found.amounts[rows] = np.asarray(parsed.distinct, dtype=np.float64)[parsed.index]
