"""The term of a right is as stated, or counted from its filing by kind and law."""

from __future__ import annotations

from datetime import date

import pytest

from valuation.rights_gate.remaining_term import remaining_term

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("kind", "filed", "stated", "licence", "term"),
    [
        ("invention_patent", date(2020, 1, 1), None, None, "ample"),
        ("invention_patent", date(2008, 1, 1), None, None, "short"),
        ("invention_patent", date(2004, 1, 1), None, None, None),
        ("invention_patent", date(2001, 1, 1), None, None, "over"),
        ("utility_model", date(2016, 11, 1), None, None, "over"),
        ("utility_model", date(2020, 1, 1), None, 5.0, "outlasted"),
        ("design_patent", date(2021, 6, 1), None, None, "ample"),
        ("design_patent", date(2016, 1, 1), None, None, "over"),
        ("software_copyright", date(2020, 1, 1), None, None, None),
        ("patent", date(2020, 1, 1), None, None, None),
        ("know_how", None, 0.0, None, "over"),
        ("invention_patent", date(2001, 1, 1), 4.0, None, "ample"),
        ("invention_patent", None, 2.9, None, "short"),
        ("invention_patent", None, 4.0, 4.0, "ample"),
    ],
)
def test_terms(kind: str, filed: date | None, stated: float | None, licence: float | None, term: str | None) -> None:
    assert remaining_term(kind, filed, stated, licence, ON) == term
