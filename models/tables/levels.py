"""Maturity labels in cells: a level (5, TRL 5, 五级) or a range (4-6, TRL4~6, 4至6级), as the two ends of a level range."""

from __future__ import annotations

import re

from models.tables.cell import Cell, clean, is_missing
from valuation.catalogue import say
from valuation.field_error import FieldError

Ends = tuple[int, int]
UNLABELLED: Ends = (0, 0)

_CHINESE = str.maketrans("一二三四五六七八九", "123456789")
_SHAPE = re.compile(
    r"(?:trl[\s:_-]*|第)?(\d+)(?:\.0+)?\s*级?\s*(?:(?:-|–|—|~|～|至|到|to|\.\.)\s*(?:trl[\s:_-]*)?(\d+)(?:\.0+)?\s*级?)?", re.IGNORECASE | re.ASCII
)


def parse_level(cell: Cell, field: str) -> Ends:
    """The lowest and highest level that the cell allows, both inclusive; (0, 0) where it says nothing."""
    text = clean(cell)
    if is_missing(text):
        return UNLABELLED
    shape = _SHAPE.fullmatch(text.translate(_CHINESE))
    if shape is None:
        raise FieldError(field, cell, say("tables.level.not"), say("tables.level.write"))
    low, high = int(shape[1]), int(shape[2] or shape[1])
    if not (1 <= low <= 9 and 1 <= high <= 9):
        raise FieldError(field, cell, say("tables.level.outside"), say("tables.level.leave_empty"))
    if low > high:
        raise FieldError(field, cell, say("tables.level.backwards"), say("tables.level.lower_first"))
    return low, high


def between(low: Ends, high: Ends, field: str) -> Ends:
    """The range from two columns; an end that is missing is open (1 or 9), both missing is no label."""
    if low == UNLABELLED and high == UNLABELLED:
        return UNLABELLED
    ends = (low[0] or 1, high[1] or 9)
    if ends[0] > ends[1]:
        raise FieldError(field, f"{ends[0]}-{ends[1]}", say("tables.level.crossed"), say("tables.level.swap"))
    return ends
