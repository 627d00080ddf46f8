"""How far one track of one element stands: the last level up to which every item is met, independent enough and reviewed where it had to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from valuation.maturity import LEVELS
from valuation.maturity_gate.element import CriticalElement
from valuation.maturity_gate.independence import SUFFICIENT
from valuation.maturity_gate.verdict import Verdict, verdicts
from valuation.maturity_gate.words import TrackCode

MOST_NOT_APPLICABLE = 1
"""Items of one level that may be set aside without a person's review."""


@dataclass(frozen=True)
class Gaps:
    """What keeps a track from a level."""

    level: int
    items: tuple[Verdict, ...]
    independence: bool
    review: bool

    @property
    def any(self) -> bool:
        """Whether anything does."""
        return bool(self.items) or self.independence or self.review


@dataclass(frozen=True)
class Standing:
    """`level` is 0 where not even level 1 is borne out; `gaps` are those of the level after it, None at level 9."""

    element: str
    track: TrackCode
    level: int
    verdicts: tuple[Verdict, ...]
    gaps: Gaps | None


def standing(element: CriticalElement, track: TrackCode, on: date) -> Standing:
    """Level by level, from the first: one that lacks something ends it, whatever lies above."""
    judged = verdicts(element, track, on)
    reviewed = {review.level for review in element.reviews if review.on <= on}
    for level in LEVELS:
        gaps = _gaps(level, judged, reviewed=level in reviewed)
        if gaps.any:
            return Standing(element.name, track, level - 1, judged, gaps)
    return Standing(element.name, track, LEVELS[-1], judged, None)


def _gaps(level: int, judged: Sequence[Verdict], *, reviewed: bool) -> Gaps:
    of_level = [verdict for verdict in judged if verdict.item.level == level]
    sources = {source for verdict in judged if verdict.item.level >= level for source in verdict.independence}
    set_aside = sum(verdict.given.state == "n_a" for verdict in of_level)
    return Gaps(
        level=level,
        items=tuple(verdict for verdict in of_level if not verdict.met),
        independence=level in SUFFICIENT and sources.isdisjoint(SUFFICIENT[level]),
        review=set_aside > MOST_NOT_APPLICABLE and not reviewed,
    )
