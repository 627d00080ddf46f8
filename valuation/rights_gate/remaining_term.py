"""How much of a right's term is left, beside what the deal needs: ample, short, outlasted by the licence, or over.

Terms of patents: 专利法 (2020) art. 42, from the day of filing. A patent may be extended (art. 42: slow grant; new drugs, by at most five years), so a
computed end is only trusted five years later. `SHORT_YEARS` is our own bound [A].
"""

from __future__ import annotations

from datetime import date

SHORT_YEARS = 3.0
_YEARS = {"invention_patent": 20, "utility_model": 10, "design_patent": 15}
_DESIGN_OF_OLD = (date(2021, 6, 1), 10)
"""Designs filed before the law of 2020 came into force run ten years."""
_LONGEST_EXTENSION = 5.0
_DAYS = 365.25


def remaining_term(kind: str | None, filed: date | None, remaining_years: float | None, licence_years: float | None, on: date) -> str | None:
    """The code of the term on the day `on`; years as numbers, None where it cannot be told."""
    years = _years_left(kind, filed, on) if remaining_years is None else remaining_years
    if years is None:
        return None
    if years <= 0:
        return "over"
    if licence_years is not None and licence_years > years:
        return "outlasted"
    return "short" if years < SHORT_YEARS else "ample"


def _years_left(kind: str | None, filed: date | None, on: date) -> float | None:
    """Years from the day to the computed end of a patent; None where an extension might still carry it."""
    if filed is None or kind not in _YEARS:
        return None
    term = _DESIGN_OF_OLD[1] if kind == "design_patent" and filed < _DESIGN_OF_OLD[0] else _YEARS[kind]
    left = term - (on - filed).days / _DAYS
    return None if kind == "invention_patent" and -_LONGEST_EXTENSION < left <= 0 else left
