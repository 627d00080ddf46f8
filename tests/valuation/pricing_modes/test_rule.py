"""A rule presses only where it applies; a limit only where it is exceeded as well."""

from __future__ import annotations

from itertools import product
from typing import Literal

import pytest

from tests.valuation.pricing_modes.conftest import case
from valuation.pricing_modes.rule import Answer, Rule, all_of

ANSWERS: tuple[Answer, ...] = (True, False, None)


@pytest.mark.parametrize(("kind", "applies", "exceeded"), list(product(("duty", "limit", "right"), ANSWERS, ANSWERS)))
def test_outside_its_scope_a_rule_is_information(kind: Literal["duty", "limit", "right"], applies: Answer, exceeded: Answer) -> None:
    note = Rule("publicity", kind, ("agreement",), lambda case, mode: applies, "publicity", "K").note(case(), "agreement", exceeded)
    expected = "information"
    if applies is True and kind == "duty":
        expected = "requirement"
    if applies is True and kind == "limit" and exceeded is True:
        expected = "warning"
    assert (note.standing, note.applies, note.exceeded) == (expected, applies, exceeded)


def test_a_note_is_made_once_a_rule_and_outcome() -> None:
    rules = [Rule("publicity", "duty", ("agreement",), lambda case, mode: True, source, "K") for source in ("publicity", "notice_8")]
    first, second = (rule.note(case(), "agreement") for rule in rules)
    assert rules[0].note(case({"team_share": 0.6}), "agreement") is first
    assert rules[0].note(case(), "agreement", exceeded=True) is not first and first.source != second.source


def test_no_beats_unknown_and_unknown_beats_yes() -> None:
    assert all_of(True, None, False) is False
    assert all_of(True, None) is None
    assert all_of(True, True) is True
