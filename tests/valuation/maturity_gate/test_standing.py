"""Level by level: what is missing below ends the climb, whatever lies above; two items set aside at one level wait for a person."""

from __future__ import annotations

from datetime import date

import pytest

from valuation.maturity_gate.element import CriticalElement, ItemEvidence
from valuation.maturity_gate.standing import standing

ON = date(2026, 11, 22)


def not_applicable(*codes: str) -> list[ItemEvidence]:
    return [ItemEvidence(item=code, state="n_a", reason="纯工艺, 无实物") for code in codes]


@pytest.mark.parametrize("level", range(1, 10))
@pytest.mark.parametrize("track", ["hw", "sw", "mixed"])
def test_all_items_up_to_a_level_bear_it_out(level: int, track: str, up_to) -> None:
    element = up_to(level, track=track)
    assert {standing(element, one, ON).level for one in (("hw", "sw") if track == "mixed" else (track,))} == {level}


def test_a_gap_below_ends_the_climb(up_to) -> None:
    stands = standing(up_to(9, without=["H3c"]), "hw", ON)
    assert stands.level == 2 and stands.gaps is not None and [verdict.item.code for verdict in stands.gaps.items] == ["H3c"]


def test_at_level_9_nothing_is_missing(up_to) -> None:
    assert standing(up_to(9), "hw", ON).gaps is None


def test_one_item_may_be_set_aside_with_a_reason(up_to, level) -> None:
    assert level(up_to(5, items=not_applicable("H4a"))) == 5


def test_two_of_one_level_wait_for_a_review(up_to, level, lacks) -> None:
    aside = up_to(5, items=not_applicable("H4a", "H4c"))
    assert (level(aside), lacks(aside)) == (3, ["review_4"])
    reviewed = up_to(5, items=not_applicable("H4a", "H4c"), reviews=[{"level": 4, "by": "李明", "on": "2026-05-01", "reason": "软材料无部件"}])
    assert level(reviewed) == 5


def test_a_review_from_after_the_valuation_date_does_not_count(up_to, level, lacks) -> None:
    def reviewed(on: str) -> CriticalElement:
        element: CriticalElement = up_to(5, items=not_applicable("H4a", "H4c"), reviews=[{"level": 4, "by": "李明", "on": on, "reason": "软材料无部件"}])
        return element

    assert level(reviewed("2026-11-22")) == 5
    assert (level(reviewed("2026-11-23")), lacks(reviewed("2026-11-23"))) == (3, ["review_4"])


def test_two_of_two_levels_need_none(up_to, level) -> None:
    assert level(up_to(5, items=not_applicable("H4a", "H5a"))) == 5


def test_a_review_brings_no_independence(up_to, level) -> None:
    review = [{"level": 6, "by": "李明", "on": "2026-05-01", "reason": "x"}]
    assert level(up_to(6, items=not_applicable("H6a", "H6b", "H6c"), reviews=review)) == 5
