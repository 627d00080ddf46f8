"""One item of an element judged: whether it is met at a valuation date, and if not, why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.maturity_gate.checklist import checklist
from valuation.maturity_gate.element import CriticalElement, ItemEvidence
from valuation.maturity_gate.item import Item
from valuation.maturity_gate.words import TrackCode
from valuation.note import Note


@dataclass(frozen=True)
class Verdict:
    """`independence` holds the sources of the proofs that count; it is empty unless the item is met by proofs of its own."""

    item: Item
    given: ItemEvidence
    independence: frozenset[str]
    why: Note | None

    @property
    def met(self) -> bool:
        """Whether the level may rest on it."""
        return self.why is None


def verdicts(element: CriticalElement, track: TrackCode, on: date) -> tuple[Verdict, ...]:
    """Every item of the element's checklist, in order of level; those that were not named are missing."""
    given = {each.item: each for each in element.items}
    items = checklist(track, element.sector)
    own = {code: _by_itself(item, given.get(code) or ItemEvidence(item=code, state="missing"), element, on) for code, item in items.items()}
    return tuple(_superseded(verdict, own) for verdict in own.values())


def why(code: str, /, **facts: object) -> Note:
    """A reason of the catalogue under its own code."""
    text = say(f"maturity_gate.why.{code}", **facts)
    return Note(code=code, zh=text.zh, en=text.en)


def _by_itself(item: Item, given: ItemEvidence, element: CriticalElement, on: date) -> Verdict:
    if given.state == "n_a":
        return Verdict(item, given, frozenset(), None)
    if given.state == "missing":
        return Verdict(item, given, frozenset(), why("missing"))
    if given.state == "disputed":
        return Verdict(item, given, frozenset(), why("disputed", reason=given.reason or _NO_REASON))
    judged = [(proof, proof.uncounted(element.design_version, on)) for proof in given.proofs]
    counted = frozenset(proof.independence for proof, reason in judged if reason is None)
    proof, reason = judged[0]
    if counted or reason is None:
        return Verdict(item, given, counted, None)
    facts = {"document": proof.document, "version": proof.version, "current": element.design_version, "on": proof.on, "valuation_date": on}
    return Verdict(item, given, frozenset(), why(reason, **facts))


def _superseded(verdict: Verdict, own: Mapping[str, Verdict]) -> Verdict:
    """An item with the tick "superseded by" is met where the later one is, by proofs of its own."""
    later = verdict.given.superseded_by
    if verdict.met or later is None:
        return verdict
    met = later in own and bool(own[later].independence)
    return Verdict(verdict.item, verdict.given, frozenset(), None if met else why("later_not_accepted", item=later))


_NO_REASON = Bilingual(zh="未说明", en="not stated")
