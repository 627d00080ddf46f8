"""An item knows its level from its code and says itself in both languages."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.checklist import ALL_ITEMS


@pytest.mark.parametrize(("code", "level"), [("H1a", 1), ("S9c", 9), ("DR5b", 5), ("AI8a", 8)])
def test_a_code_tells_the_level(code: str, level: int) -> None:
    assert ALL_ITEMS[code].level == level


def test_an_item_and_its_document_are_said_in_both_languages() -> None:
    pilot = ALL_ITEMS["H6a"]
    assert "中试批次" in pilot.text.zh and "pilot batches" in pilot.text.en
    assert "中试批次" in pilot.example.zh and "pilot batch" in pilot.example.en
