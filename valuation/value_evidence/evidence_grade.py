"""Evidence grades A-D and the highest score each allows (rule R4): self-praise must not reach 90. Own proposal [A], versioned."""

from __future__ import annotations

from typing import Literal

from valuation.bilingual import Bilingual
from valuation.catalogue import say

VERSION = "2026-11"

EvidenceGrade = Literal["A", "B", "C", "D"]

HIGHEST: dict[EvidenceGrade, int] = {"A": 100, "B": 90, "C": 70, "D": 40}
"""Grade → the highest score that its evidence supports."""


def capped(anchor: int, grade: EvidenceGrade) -> int:
    """The score of an anchor on evidence of a grade, 0-100."""
    return min(anchor, HIGHEST[grade])


def name_of(grade: EvidenceGrade) -> Bilingual:
    """What evidence of that grade is."""
    return say(f"value_scores.evidence_grade_{grade.lower()}")
