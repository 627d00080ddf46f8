"""One cell of a table as a Python value, and its text: what every parser of a single value starts from."""

from __future__ import annotations

import math
import unicodedata
from datetime import date

Cell = str | float | int | bool | date | None

MISSING = frozenset({"", "-", "--", "—", "——", "/", "\\", "n/a", "na", "nan", "null", "none", "#n/a", "无", "暂无", "空", "未知", "不详", "未填"})
"""What registers write where a number, an amount, a date or a label is absent (NFKC, lower case). Never applied to categories,
where 无 or NA may be a code."""


def cell_text(cell: Cell) -> str:
    """The cell as text, exactly as given; whole numbers without a decimal point, dates as ISO, nothing as ""."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return ""
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def clean(cell: Cell) -> str:
    """The cell's text for parsing: NFKC (full-width digits become plain), trimmed."""
    text = cell_text(cell)
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_missing(text: str) -> bool:
    """Whether a cleaned text says that there is no value."""
    return text.lower() in MISSING
