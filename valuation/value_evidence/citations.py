"""When citations may count (rule R6): of at most five representative works, each three years old, as a share of at most 20 % of a value.

`Indicator.at_most` holds the five, the weights the 20 %; here stands the age.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from valuation.note import Note
from valuation.value_evidence.measure import Measure

YEARS_BEFORE_CITATIONS_COUNT = 3
HIGHEST_WEIGHT = 20
"""Percent of the value's weight."""


def too_early(works: Sequence[Measure], on: date) -> Note | None:
    """Why the citations of these works do not count yet on a day, or None where they do."""
    if any(work.published is None for work in works):
        return Note.said("value_scores.publication_undated")
    if any(work.published is not None and _matures(work.published) > on for work in works):
        return Note.said("value_scores.citations_too_early", years=YEARS_BEFORE_CITATIONS_COUNT)
    return None


def _matures(published: date) -> date:
    year = published.year + YEARS_BEFORE_CITATIONS_COUNT
    # A work of 29 February is three years old on 1 March.
    return date(year, 3, 1) if (published.month, published.day) == (2, 29) else published.replace(year=year)
