"""Deals whose price or date says little of the market: between related parties, dated in the future or long before any register, told in their own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from training.validation.evidence import Evidence
from training.validation.finding import Finding
from valuation.features import decimal_years

Limits = Mapping[str, float]
_UNITS = {"": 1.0, "k": 1e3, "万": 1e4, "m": 1e6, "亿": 1e8}


def related_party(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Priced rows whose parties are related, as far as the mapping's [party] tells."""
    for at, reason in enumerate(evidence.related):
        if reason and np.isfinite(evidence.corpus.amounts[at]):
            yield evidence.about_price(at, f"{evidence.corpus.amounts[at]:,.0f}", f"not at arm's length: {reason}")


def future_date(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Dates after the end of this year: a date known to the year stands at its 1 July, and may lie ahead of today in its own year."""
    end = np.datetime64(f"{evidence.today.year}-12-31")
    dates = evidence.corpus.columns.dates
    for at in np.flatnonzero(dates > end):
        yield _dated(evidence, int(at), "lies in the future")


def early_date(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Dates before the year `earliest`."""
    years = decimal_years(evidence.corpus.columns.dates)
    for at in np.flatnonzero(years < limits["earliest"]):
        yield _dated(evidence, int(at), f"lies before {limits['earliest']:.0f}")


def amount_in_text(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Priced rows whose masked text still holds their own amount, in any unit, with at least `digits` significant digits or `length` in all."""
    corpus = evidence.corpus
    for at in corpus.priced.tolist():
        text = corpus.columns.text[at]
        for spelled in spellings(corpus.amounts[at], int(limits["digits"]), int(limits["length"])):
            if spelled in text and re.search(rf"(?<![\d.,]){re.escape(spelled)}(?![\d]|[.,]\d)", text):
                yield evidence.about(at, "text", spelled, "the text holds the contract's own amount, and the masking of amounts does not see it")
                break


def spellings(amount: float, digits: int, length: int) -> list[str]:
    """How a text may write an amount: 1298500 as 1298500, 1,298,500, 1298.5, 129.85, 1.2985; only such as would not stand there by chance."""
    found: list[str] = []
    for factor in _UNITS.values():
        plain = f"{amount / factor:.4f}".rstrip("0").rstrip(".")
        bare = plain.replace(".", "").lstrip("0")
        if abs(float(plain) * factor - amount) > 1e-6 * amount or not (len(bare.rstrip("0")) >= digits or len(bare) >= length):
            continue
        found.append(plain)
        if float(plain) >= 1000:
            whole, _, rest = plain.partition(".")
            found.append(f"{int(whole):,}" + (f".{rest}" if rest else ""))
    return found


def _dated(evidence: Evidence, at: int, reason: str) -> Finding:
    mapping = evidence.source(at)
    column = mapping.date.column if mapping.date is not None and mapping.date.column else "date"
    return evidence.about(at, column, str(evidence.corpus.columns.dates[at]), f"the date {reason}")
