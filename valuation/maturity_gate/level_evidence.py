"""The level that the evidence bears out: the least of the critical elements, each the least of its tracks, with its items as they stand.

Shown are the items that were given and those of the levels up to the next one: what else a checklist holds says nothing yet, and would fill the answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from valuation.maturity_gate.answer import ElementLevel, ItemStanding, LevelEvidence, TrackLevel
from valuation.maturity_gate.element import CriticalElement
from valuation.maturity_gate.scale import place
from valuation.maturity_gate.standing import Standing
from valuation.maturity_gate.verdict import Verdict
from valuation.maturity_gate.words import SECTOR


def level_evidence(judged: Sequence[tuple[CriticalElement, Sequence[Standing]]]) -> LevelEvidence:
    """The level of the whole, from each element with the standings of its tracks."""
    least = min(standing.level for _, standings in judged for standing in standings)
    return LevelEvidence(
        **place(least),
        limiting=tuple(element.name for element, standings in judged if min(each.level for each in standings) == least),
        elements=tuple(_element(element, standings) for element, standings in judged),
    )


def _element(element: CriticalElement, standings: Sequence[Standing]) -> ElementLevel:
    given = frozenset(each.item for each in element.items)
    return ElementLevel(
        name=element.name,
        sector=element.sector,
        sector_label=SECTOR.bilingual(element.sector),
        level=min(each.level for each in standings) or None,
        tracks=tuple(_track(each, given) for each in standings),
    )


def _track(standing: Standing, given: frozenset[str]) -> TrackLevel:
    shown = tuple(_item(one) for one in standing.verdicts if one.item.code in given or one.item.level <= standing.level + 1)
    return TrackLevel(track=standing.track, level=standing.level or None, items=shown)


def _item(verdict: Verdict) -> ItemStanding:
    item, given = verdict.item, verdict.given
    return ItemStanding(
        code=item.code,
        level=item.level,
        text=item.text,
        unsure=item.unsure,
        state=given.state,
        reason=given.reason,
        superseded_by=given.superseded_by,
        met=verdict.met,
        why=verdict.why,
    )
