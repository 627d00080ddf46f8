"""An amount of money in a sentence: 1,200,000 CNY is 120万元 in Chinese and CNY 1,200,000 in English; four significant digits, never more."""

from __future__ import annotations

import math

from valuation.bilingual import Bilingual

DIGITS = 4


def spoken(amount: float, currency: str) -> Bilingual:
    """The amount in both languages; `amount` is positive and in units of the currency."""
    rounded = float(f"{amount:.{DIGITS}g}")
    en = f"{currency} {_plain(rounded)}"
    if currency != "CNY":
        return Bilingual(zh=f"{_plain(rounded)} {currency}", en=en)
    factor, unit = next((pair for pair in ((1e8, "亿元"), (1e4, "万元")) if rounded >= pair[0]), (1.0, "元"))
    return Bilingual(zh=f"{_plain(rounded / factor)}{unit}", en=en)


def _plain(number: float) -> str:
    """Digits with separators and no exponent; as many decimals as four significant digits need."""
    decimals = max(DIGITS - 1 - math.floor(math.log10(number)), 0) if number > 0 else 0
    spelled = f"{number:,.{min(decimals, 12)}f}"
    return spelled.rstrip("0").rstrip(".") if "." in spelled else spelled
