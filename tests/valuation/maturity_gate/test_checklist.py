"""A checklist is the general one, with a sector's doors in the place of the items they replace."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.checklist import ALL_ITEMS, checklist, tracks_of
from valuation.maturity_gate.sectors import OVERLAYS


def test_the_general_checklists_have_26_and_25_items() -> None:
    assert (len(checklist("hw")), len(checklist("sw"))) == (26, 25)


@pytest.mark.parametrize("sector", OVERLAYS)
@pytest.mark.parametrize("track", ["hw", "sw"])
def test_a_sector_leaves_no_level_empty_and_keeps_the_order(track: str, sector: str) -> None:
    levels = [item.level for item in checklist(track, sector).values()]
    assert levels == sorted(levels) and set(levels) == set(range(1, 10))


def test_a_door_stands_in_the_place_of_what_it_replaces() -> None:
    drugs = checklist("hw", "drugs")
    assert "DR6a" in drugs and "H6b" not in drugs and "H6a" in drugs
    assert "DR6a" not in checklist("sw", "drugs")


def test_a_mixed_product_passes_both_tracks() -> None:
    assert tracks_of("mixed") == ("hw", "sw")
    assert tracks_of("hw") == ("hw",) and tracks_of("sw") == ("sw",)


def test_no_two_items_share_a_code() -> None:
    assert len(ALL_ITEMS) == 51 + sum(len(doors) for doors in OVERLAYS.values())
