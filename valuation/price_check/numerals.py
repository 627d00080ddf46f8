"""Numbers as texts spell them → their values: 1,200,000.50 · 1.200.000,50 · 叁拾万 · 1亿3000万.

`valuation/masking.py` finds amounts in order to hide them and never reads one; here they are read. Input is NFKC, lower case.
"""

from __future__ import annotations

import re

DIGITS = {character: value for value, run in enumerate(("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for character in run}
SMALL_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
LARGE_POWERS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

MULTIPLIERS = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1e3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mln", "mil", "million", "millions"), 1e6),
    **dict.fromkeys(("b", "bn", "bln", "billion", "billions"), 1e9),
    **dict.fromkeys(("lakh", "lakhs"), 1e5),
    **dict.fromkeys(("crore", "crores"), 1e7),
}
"""What may follow a number in English and what it multiplies by."""

_GROUPED = re.compile(r"\d{1,3}(?:[ ,']\d{3})+(?:\.\d+)?")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


def digits_value(spelled: str) -> float | None:
    """The value of digits with separators; None where their reading is in doubt (1.2.3, 1,2345)."""
    if _GROUPED.fullmatch(spelled):
        return float(re.sub("[ ,']", "", spelled))
    if _CONTINENTAL.fullmatch(spelled):
        return float(spelled.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(spelled):
        return float(spelled)
    return float(spelled.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(spelled) else None


def chinese_value(spelled: str) -> float | None:
    """The value of a number in Chinese characters, with or without digits between (三十万, 叁拾万, 1亿3000万, 3万5千); None for what is none."""
    whole = 0.0
    """What stands before the last large power, already multiplied."""
    section = 0.0
    """Sum of the small powers since then."""
    digit: float | None = None
    for part in re.findall(r"\d+(?:\.\d+)?|.", spelled.replace(",", "").replace(" ", "")):
        if part[0].isascii() and part[0].isdigit():
            digit = float(part)
        elif part in DIGITS:
            # 二〇二六 spells digits one by one; everywhere else the earlier digit was 零, which counts nothing.
            digit = DIGITS[part] if not digit else digit * 10 + DIGITS[part]
        elif part in SMALL_POWERS:
            section += (1.0 if digit is None or digit == 0 else digit) * SMALL_POWERS[part]
            digit = None
        elif part in LARGE_POWERS:
            section += digit or 0.0
            # 亿 after 万 (三万亿) lifts all that stands before it.
            whole = (whole + section) * LARGE_POWERS[part] if 0 < whole < LARGE_POWERS[part] else whole + (section or 1.0) * LARGE_POWERS[part]
            section, digit = 0.0, None
        else:
            return None
    value = whole + section + (digit or 0.0)
    return value if value > 0 else None
