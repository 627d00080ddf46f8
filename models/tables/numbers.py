"""Plain numbers in cells: 1,234.5 · 1 234.5 · １２３ · 1.5e6; a unit that the mapping declares may follow ("24个月")."""

from __future__ import annotations

import math
import re
from datetime import date

from models.tables.cell import Cell, clean, is_missing
from valuation.catalogue import say
from valuation.field_error import FieldError

LARGEST = 3.4e38
"""Models read float32."""

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def parse_number(cell: Cell, field: str, unit: str = "") -> float:
    """The number in a cell, NaN where the cell says there is none; FieldError for anything else."""
    if isinstance(cell, (float, int)):
        return _storable(float(cell), cell, field)
    text = clean(cell)
    if is_missing(text):
        return math.nan
    if unit and text.endswith(unit):
        text = text[: -len(unit)].rstrip()
    number = plain_number(text)
    if math.isnan(number) or isinstance(cell, date):
        raise FieldError(field, cell, say("tables.number.not"), say("tables.number.write_digits"))
    return _storable(number, cell, field)


def plain_number(text: str) -> float:
    """The number that a cleaned text spells, NaN if it spells none or one beyond float64."""
    if not _NUMBER.fullmatch(text) or not any(c.isdigit() for c in text):
        return math.nan
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _storable(number: float, cell: Cell, field: str) -> float:
    if abs(number) > LARGEST:
        raise FieldError(field, cell, say("tables.number.too_large"), say("tables.number.check_unit"))
    return number
