"""The level of the evidence shows every element, track and item as it stands, and who holds the whole down."""

from __future__ import annotations

from datetime import date

from valuation.maturity_gate.answer import LevelEvidence
from valuation.maturity_gate.element import CriticalElement
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess


def shown(*elements: CriticalElement) -> LevelEvidence:
    return assess(MaturityEvidence(elements=elements), date(2026, 11, 22)).level_evidence


def test_those_that_hold_the_whole_down_are_named(up_to) -> None:
    found = shown(up_to(6, name="泵体"), up_to(4, name="密封"), up_to(4, track="sw", name="控制算法"))
    assert (found.level, found.stage, found.limiting) == (4, "laboratory", ("密封", "控制算法"))
    assert [element.level for element in found.elements] == [6, 4, 4]


def test_each_item_is_shown_with_state_and_verdict(up_to) -> None:
    (element,) = shown(up_to(2)).elements
    items = {item.code: item for item in element.tracks[0].items}
    assert items["H2a"].met and items["H2a"].state == "present" and items["H2a"].why is None
    assert not items["H3a"].met and items["H3a"].state == "missing" and items["H3a"].text.en


def test_shown_is_what_was_given_and_what_the_next_level_asks_for(up_to, present) -> None:
    (element,) = shown(up_to(2, items=[present("H7b")])).elements
    assert [item.code for item in element.tracks[0].items] == ["H1a", "H1b", "H2a", "H2b", "H2c", "H3a", "H3b", "H3c", "H7b"]


def test_an_answer_grows_with_what_is_given_and_not_with_the_checklist(up_to) -> None:
    elements = tuple(up_to(0, track="mixed", name=f"单元{number}") for number in range(50))
    answer = shown(*elements)
    assert max(len(track.items) for element in answer.elements for track in element.tracks) <= 3
    assert len(answer.model_dump_json()) < 150_000


def test_below_level_1_there_is_no_level(up_to) -> None:
    found = shown(up_to(0))
    assert found.level is None and found.stage is None and found.elements[0].level is None and found.name.zh == "未达1级"
