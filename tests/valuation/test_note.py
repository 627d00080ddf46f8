"""A note has a stable code and a sentence in both languages."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.note import Note


def test_the_code_is_stable_and_the_facts_are_filled_in() -> None:
    note = Note.said("assumption.level_extrapolated", last="2025-12-31", year=2027)
    assert note.code == "level_extrapolated"
    assert "2025-12-31" in note.zh and "2027" in note.en


@pytest.mark.parametrize("key", ["advice.note.no_price", "advice.limit.funding", "limit.no_appraisal"])
def test_the_code_is_the_last_part_of_the_key_however_its_family_is_divided(key: str) -> None:
    assert Note.said(key, concept="c", mode="m").code == key.split(".")[-1]


def test_a_note_needs_both_languages() -> None:
    with pytest.raises(ValidationError):
        Note.model_validate({"code": "c", "en": "only English"})
