"""Citations count after three years, to the day, and only of dated works."""

from __future__ import annotations

from datetime import date

import pytest

from valuation.value_evidence.citations import too_early
from valuation.value_evidence.measure import Measure


def said(on: date, *published: date | None) -> str | None:
    note = too_early([Measure(value=80, unit="percentile", published=day) for day in published], on)
    return None if note is None else note.code


@pytest.mark.parametrize(
    ("published", "on", "code"),
    [
        (date(2023, 11, 22), date(2026, 11, 22), None),
        (date(2023, 11, 23), date(2026, 11, 22), "citations_too_early"),
        (date(2024, 2, 29), date(2027, 2, 28), "citations_too_early"),
        (date(2024, 2, 29), date(2027, 3, 1), None),
        (date(9998, 1, 1), date(2026, 11, 22), "citations_too_early"),
        (date(9998, 1, 1), date.max, "citations_too_early"),
        (date.min, date(3, 12, 31), "citations_too_early"),
        (date.min, date(4, 1, 1), None),
        (None, date(2026, 11, 22), "publication_undated"),
    ],
)
def test_a_work_counts_from_its_third_anniversary(published: date | None, on: date, code: str | None) -> None:
    assert said(on, published) == code


def test_one_young_work_holds_back_all() -> None:
    assert said(date(2026, 11, 22), date(2015, 1, 1), date(2026, 1, 1)) == "citations_too_early"
