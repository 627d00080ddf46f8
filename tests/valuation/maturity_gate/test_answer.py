"""The answer keeps the three levels in three fields, and goes to JSON as it is."""

from __future__ import annotations

import json
from datetime import date

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.answer import MaturityGate
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess


def answer(up_to) -> MaturityGate:
    return assess(MaturityEvidence(elements=(up_to(4, track="mixed"),)), date(2026, 11, 22))


def test_the_three_levels_stand_side_by_side(up_to) -> None:
    document = json.loads(answer(up_to).model_dump_json())
    assert {"level_text", "level_evidence", "level_confirmed"} <= document.keys()
    assert document["level_text"] is None and document["level_confirmed"] is None and document["level_evidence"]["level"] == 4


def test_an_answer_is_frozen(up_to) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        answer(up_to).version = "x"  # type: ignore[misc]


def test_it_says_whose_rules_these_are(up_to) -> None:
    shown = answer(up_to)
    assert shown.version in shown.basis.zh and "not the text of any standard" in shown.basis.en
