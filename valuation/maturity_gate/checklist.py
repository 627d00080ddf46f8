"""The checklist of a track in a sector: the general items, a sector's doors in the place of those they replace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from valuation.maturity_gate.hardware import HARDWARE
from valuation.maturity_gate.item import Item
from valuation.maturity_gate.sectors import OVERLAYS
from valuation.maturity_gate.software import SOFTWARE
from valuation.maturity_gate.words import TrackCode

VERSION = "2026-11"
"""Of the whole gate: items, overlays, steps and rules [A]; printed with every answer."""

GENERAL: Mapping[TrackCode, tuple[Item, ...]] = MappingProxyType({"hw": HARDWARE, "sw": SOFTWARE})

ALL_ITEMS: Mapping[str, Item] = MappingProxyType(
    {item.code: item for item in (*HARDWARE, *SOFTWARE, *(door.item for doors in OVERLAYS.values() for door in doors))}
)
"""Every item that any checklist may hold, by its code."""


@cache
def checklist(track: TrackCode, sector: str = "general") -> Mapping[str, Item]:
    """The items of a track in a sector by their codes, in order of level."""
    general = {item.code: item for item in GENERAL[track]}
    doors = [door for door in OVERLAYS.get(sector, ()) if not general.keys().isdisjoint(door.replaces)]
    replaced = {code for door in doors for code in door.replaces}
    items = [item for item in general.values() if item.code not in replaced] + [door.item for door in doors]
    return MappingProxyType({item.code: item for item in sorted(items, key=lambda item: item.level)})


def tracks_of(track: str) -> tuple[TrackCode, ...]:
    """The tracks that an element must pass: a mixed one both."""
    return ("hw", "sw") if track == "mixed" else ("sw",) if track == "sw" else ("hw",)
