"""What the next level lacks is said for the lowest elements, in both languages, each with an example document."""

from __future__ import annotations

from datetime import date

from valuation.maturity_gate.answer import Missing
from valuation.maturity_gate.element import CriticalElement
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess

ON = date(2026, 11, 22)


def missing(*elements: CriticalElement) -> tuple[Missing, ...]:
    return assess(MaturityEvidence(elements=elements), ON).missing_for_next


def test_each_has_both_languages_an_example_and_a_reason(up_to) -> None:
    found = missing(up_to(5))
    assert [each.code for each in found] == ["H6a", "H6b", "H6c", "independence_6"]
    for each in found:
        assert each.text.zh and each.text.en and each.example.zh and each.example.en and each.why.zh and each.why.en
        assert (each.element, each.track, each.level) == ("泵体", "hw", 6)


def test_only_the_elements_that_hold_the_whole_down_are_asked(up_to) -> None:
    found = missing(up_to(3, name="控制器"), up_to(6, name="泵体"))
    assert {each.element for each in found} == {"控制器"} and {each.level for each in found} == {4}


def test_a_mixed_element_is_asked_for_its_lower_track(up_to) -> None:
    found = missing(up_to(6, track="mixed", without=["S4a"]))
    assert [(each.track, each.code) for each in found] == [("sw", "S4a")]


def test_an_unsure_door_is_marked(up_to) -> None:
    found = {each.code: each.unsure for each in missing(up_to(6, sector="drugs"))}
    assert found["DR7a"] and not found["H7c"]


def test_supplying_what_is_missing_raises_the_level(up_to, level) -> None:
    for at in range(9):
        assert level(up_to(at + 1)) == at + 1
