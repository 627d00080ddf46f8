"""The five written anchors of an indicator, 0 to 100, as they stand for a class and a field of technology; and the anchor that measured amounts reach.

Where an anchor follows from figures, its words are made of the same figures, so that what the appraiser reads is what the machine checks. The figures are
those of the indicator's table, except where `adapted_anchors.py` has others for the field or the class.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import median_low

from valuation.bilingual import Bilingual
from valuation.value_evidence.adapted_anchors import BY_CLASS, BY_FIELD
from valuation.value_evidence.indicator import Indicator, Joining, Pair, Part, State
from valuation.value_evidence.indicators import INDICATORS
from valuation.value_evidence.measure import Amount

_JOINED: dict[Joining, Callable[[Sequence[int]], int]] = {"lowest": min, "highest": max, "median": median_low}


_THAN = {
    (False, False): ("低于", "below"),
    (False, True): ("高于", "above"),
    (True, False): ("不低于", "at least"),
    (True, True): ("不高于", "at most"),
}
"""How an amount stands to a figure: whether it reaches the figure, and whether less is better."""


@dataclass(frozen=True)
class Anchors:
    """The anchors of one indicator for one class and field; `adapted_to` names the field or class whose figures differ from the default's, if any."""

    indicator: Indicator
    parts: tuple[Part, ...]
    texts: Mapping[int, Bilingual]
    adapted_to: str | None

    def reached(self, amounts: Sequence[Amount]) -> int | None:
        """The anchor that the measures of one record reach together; None where some are lacking, or where words alone describe the anchors."""
        if not amounts or self.lacking(amounts):
            return None
        return _JOINED[self.indicator.several]([self._anchor(amount) for amount in amounts])

    def lacking(self, amounts: Sequence[Amount]) -> tuple[Bilingual, ...]:
        """What must still be measured before the amounts can stand at an anchor."""
        if any(amount.part == "grade" for amount in amounts):
            return ()
        measured = {amount.part for amount in amounts}
        lacking = [Bilingual(zh=part.zh, en=part.en) for part in self.parts if part.needed and part.name not in measured]
        # States beside a quantity (an FTO opinion beside the years) are a half of their own; alone, or beside words, they are the whole.
        if self.indicator.written and self.parts and not self.indicator.states:
            lacking.append(Bilingual(zh="等级", en="the grade"))
        if self.indicator.states and self.parts and "state" not in measured:
            lacking.append(Bilingual(zh="状态", en="the state"))
        if not lacking and len(amounts) < self.indicator.at_least:
            lacking.append(Bilingual(zh=f"至少{self.indicator.at_least}个数值", en=f"at least {self.indicator.at_least} measures"))
        return tuple(lacking)

    def _anchor(self, amount: Amount) -> int:
        if amount.part == "state":
            return next(state.anchor for state in self.indicator.states if state.name == amount.value)
        if amount.part == "grade":
            return self.indicator.anchor_of_grade(int(amount.value))
        return next(part for part in self.parts if part.name == amount.part).anchor(float(amount.value))


@lru_cache(maxsize=4096)
def anchors_of(code: str, achievement_class: str, technology_field: str | None) -> Anchors:
    """The anchors of an indicator for achievements of a class and field; KeyError for an unknown code."""
    indicator = INDICATORS[code]
    parts, adapted_to = [], None
    for part in indicator.parts:
        for name, figures in ((technology_field, BY_FIELD), (achievement_class, BY_CLASS)):
            reach = figures.get((code, part.name), {}).get(name or "")
            if reach is not None:
                part, adapted_to = replace(part, reach=reach), name
        parts.append(part)
    adapted = tuple(parts)
    return Anchors(indicator, adapted, {level: _text(indicator, adapted, level) for level in indicator.levels}, adapted_to)


def _text(indicator: Indicator, parts: Sequence[Part], level: int) -> Bilingual:
    """The words of one anchor: what is written, then what its quantities and states must be."""
    if indicator.written:
        return _with_measured([indicator.written[level // 25]], [_quantity(part, level) for part in parts], level)
    if indicator.several == "highest":
        return _listed([_quantity(part, level) for part in parts if level == 0 or _ends_at(part, level)], "且" if level == 0 else "或")
    needed = [_quantity(part, level) for part in parts if part.needed]
    if states := _states(indicator, parts, level):
        needed.append((" / ".join(state.zh for state in states), " / ".join(state.en for state in states)))
    text = _with_measured(needed, [_quantity(part, level) for part in parts if not part.needed], level)
    return Bilingual(zh=f"{text.zh}(各项代表作的中位)", en=f"{text.en} (median of the works)") if indicator.several == "median" else text


def _with_measured(needed: Sequence[Pair], measured: Sequence[Pair], level: int) -> Bilingual:
    """What is needed, and what counts only where it is measured: all of it to reach a level, any of it to stay below the first."""
    text = _listed(needed, "或" if level == 0 else "且")
    if not measured:
        return text
    if_measured = _listed(measured, "或" if level == 0 else "且")
    zh, en = f"所测项目中, {if_measured.zh}", f"of what is measured, {if_measured.en}"
    return Bilingual(zh=f"{text.zh}; {zh}", en=f"{text.en}; {en}") if needed else Bilingual(zh=zh, en=en)


def _states(indicator: Indicator, parts: Sequence[Part], level: int) -> list[State]:
    """The states that an anchor asks for: beside a quantity, those good enough (none where all are); alone, the one that stands there."""
    if not parts:
        return [state for state in indicator.states if state.anchor == level]
    enough = [state for state in indicator.states if state.anchor >= level]
    return [] if len(enough) == len(indicator.states) else enough


def _listed(phrases: Sequence[Pair], word: str) -> Bilingual:
    en = {"且": ", and ", "或": ", or "}[word]
    return Bilingual(zh=f", {word}".join(text for text, _ in phrases), en=en.join(text for _, text in phrases))


def _ends_at(part: Part, level: int) -> bool:
    """Whether the amount that reaches this level reaches no higher one: where the best counts, it is named there alone."""
    return math.isfinite(_edge(part, level)) and part.anchor(_edge(part, level)) == level


def _edge(part: Part, level: int) -> float:
    return part.reach[max(level // 25 - 1, 0)]


def _quantity(part: Part, level: int) -> Pair:
    """A quantity at a level in words: at least or at most so much; short of the first figure at level 0."""
    zh, en = part.unit.written(_edge(part, level))
    than = _THAN[level > 0, part.falling]
    return f"{part.zh}{than[0]}{zh}", f"{part.en} {than[1]} {en}"
