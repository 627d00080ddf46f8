"""Every text of the five values by evidence is said somewhere, every one that is said is there, and none claims a standard."""

from __future__ import annotations

import re
from pathlib import Path

from valuation.catalogue.value_scores import TEXTS
from valuation.value_evidence.evidence_grade import HIGHEST
from valuation.value_evidence.forbidden import FORBIDDEN
from valuation.value_evidence.shapes import SHAPES

ROOM = Path(__file__).parents[3] / "valuation" / "value_evidence"


def test_what_the_room_says_and_what_the_family_holds_are_the_same() -> None:
    said = {key for file in ROOM.glob("*.py") for key in re.findall(r'"(value_scores\.\w+)"', file.read_text("utf-8"))}
    by_table = {f"value_scores.forbidden_{group}" for group in FORBIDDEN} | {f"value_scores.shape_{shape}" for shape in SHAPES}
    by_table |= {f"value_scores.evidence_grade_{grade.lower()}" for grade in HIGHEST}
    assert said | by_table == set(TEXTS)


def test_no_text_claims_to_follow_a_standard() -> None:
    assert not [key for key, texts in TEXTS.items() if any(re.search(r"GB/T|符合标准|per (the )?standard", text) for text in texts)]
