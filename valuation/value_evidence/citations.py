"""When citations may count (rule R6): of at most five representative works, each three years old, as a share of at most 20 % of a value.

`Indicator.at_most` holds the five, the weights the 20 %; here stands the age.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from valuation.note import Note
from valuation.value_evidence.measure import Measure

YEARS_BEFORE_CITATIONS_COUNT = 3


def too_early(works: Sequence[Measure], on: date) -> Note | None:
    """Why the citations of these works do not count yet on a day, or None where they do."""
    if any(work.published is None for work in works):
        return Note.said("value_scores.publication_undated")
    if any(work.published is not None and _too_young(work.published, on) for work in works):
        return Note.said("value_scores.citations_too_early", years=YEARS_BEFORE_CITATIONS_COUNT)
    return None


def _too_young(published: date, on: date) -> bool:
    # Compared by their parts: the anniversary of 29 February falls on 1 March, and that of a work of 9998 in no year that a date can hold.
    return (published.year + YEARS_BEFORE_CITATIONS_COUNT, published.month, published.day) > (on.year, on.month, on.day)
