"""Dates in cells: by the mapping's formats, else by the year-first spellings; ISO dates are understood always.

A date known only to the month stands at its 15th, one known only to the year at 1 July: the middle, so that the time index is not shifted.
Orders that cannot be told apart (03/04/2019) are read only by a format that the mapping gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from models.tables.cell import Cell, clean, is_missing
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

DEFAULT_FORMATS = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m", "%Y/%m", "%Y.%m", "%Y年%m月", "%Y%m", "year"),
    *("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M"),
)
SPECIAL_FORMATS = ("year", "excel")
"""Beside strptime's: a bare year (2016, 2016.0, 2016年), and the day number of a spreadsheet (43586)."""

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)

_YEAR_FIRST = "2019-05-01, 2019/5/1, 2019年5月, 2019"
_YEAR = re.compile(r"(\d{4})(?:\.0+)?\s*年?")
_NO_SEPARATORS = re.compile(r"(?:%[A-Za-z])+")
_HAS_MONTH = re.compile(r"%[mbBjcxDUWV]")
_HAS_DAY = re.compile(r"%[djcxDuwaA]")


def parse_date(cell: Cell, field: str, formats: Sequence[str] = (), pattern: re.Pattern[str] | None = None) -> date | None:
    """The day in a cell, None where it says none. `pattern` picks the part to read: its first group, else the whole match."""
    if isinstance(cell, date):
        return _within(cell, cell, field)
    text = clean(cell)
    if is_missing(text):
        return None
    if pattern is not None:
        found = pattern.search(text)
        if found is None:
            raise FieldError(field, cell, say("tables.cell.pattern", pattern=pattern.pattern), say("tables.date.correct_pattern"))
        text = (found[1] if pattern.groups else found[0]) or ""
    for given in formats or DEFAULT_FORMATS:
        day = _by_format(text, given)
        if day is not None:
            return _within(day, cell, field)
    try:
        return _within(datetime.fromisoformat(text).date(), cell, field)
    except ValueError as error:
        if isinstance(error, FieldError):
            raise
    read = ", ".join(formats) if formats else say("tables.date.year_first", examples=_YEAR_FIRST)
    raise FieldError(field, cell, say("tables.date.not", read=read), say("tables.date.add_format"))


def format_error(given: str) -> Bilingual | None:
    """Why a format cannot be used, or None."""
    if given in SPECIAL_FORMATS:
        return None
    try:
        written = date(2019, 11, 23).strftime(given)
        datetime.strptime(written, given)
    except ValueError as error:
        return say("mappings.format_error", words=error)
    return None if any(code in given for code in ("%Y", "%y", "%c", "%x", "%D")) else say("mappings.no_year")


def _by_format(text: str, given: str) -> date | None:
    if given == "year":
        found = _YEAR.fullmatch(text)
        return date(int(found[1]), 7, 1) if found and int(found[1]) > 0 else None
    if given == "excel":
        return date(1899, 12, 30) + timedelta(days=int(text)) if text.isascii() and text.isdigit() and int(text) < 100_000 else None
    try:
        day = datetime.strptime(text, given)
    except ValueError:
        return None
    # Without separators strptime takes "201611" for 1 January 2016 under %Y%m%d.
    if _NO_SEPARATORS.fullmatch(given) and day.strftime(given) != text:
        return None
    if not _HAS_MONTH.search(given):
        return date(day.year, 7, 1)
    return day.date() if _HAS_DAY.search(given) else date(day.year, day.month, 15)


def _within(day: date, cell: Cell, field: str) -> date:
    if not EARLIEST <= day <= LATEST:
        outside = say("tables.date.outside", day=day.isoformat(), first=EARLIEST.year, last=LATEST.year)
        raise FieldError(field, cell, outside, say("tables.date.correct"))
    return day.date() if isinstance(day, datetime) else day
