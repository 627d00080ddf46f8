"""A critical element 关键技术单元 of the achievement, and how each item of its checklist stands: present, missing, not applicable or disputed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.codes.code_list import CodeList
from valuation.day import Day
from valuation.field_error import FieldError
from valuation.maturity_gate.checklist import checklist, tracks_of
from valuation.maturity_gate.item import Item
from valuation.maturity_gate.proof import Named, Proof
from valuation.maturity_gate.sectors import OVERLAYS
from valuation.maturity_gate.words import ITEM_STATE, TRACK, Sector, State, Track
from valuation.record import Record


class ItemEvidence(Record):
    """How one item stands. An item that is not named is missing."""

    item: str = Field(max_length=10, description="code of the checklist, e.g. H5b")
    state: State
    reason: Named | None = Field(default=None, description="why it does not apply, or what is disputed")
    proofs: tuple[Proof, ...] = Field(default=(), max_length=50)
    superseded_by: str | None = Field(default=None, max_length=10, description="a later item of the same kind whose own proof stands for this one too")

    @model_validator(mode="after")
    def _the_state_and_what_comes_with_it_agree(self) -> Self:
        if self.state == "n_a" and self.reason is None:
            raise FieldError("reason", None, say("maturity_gate.input.no_reason"), say("maturity_gate.input.give_reason"))
        if self.state == "present" and not self.proofs:
            raise FieldError("proofs", None, say("maturity_gate.input.no_proof"), say("maturity_gate.input.give_proof"))
        if self.state in ("missing", "n_a") and self.proofs:
            raise FieldError(
                "state", self.state, say("maturity_gate.input.proofs_of_nothing", state=_label(ITEM_STATE, self.state)), say("maturity_gate.input.set_present")
            )
        if self.superseded_by is not None and self.state in ("n_a", "disputed"):
            raise FieldError("superseded_by", self.superseded_by, say("maturity_gate.input.cannot_supersede"), say("maturity_gate.input.leave_superseded"))
        return self


class LevelReview(Record):
    """A person's decision that a level may stand although two of its items do not apply."""

    level: int = Field(ge=1, le=9)
    by: Named
    on: Day
    reason: Named


class CriticalElement(Record):
    """One critical element: its track, its sector, the version its design now has, and its items."""

    name: Named
    track: Track
    sector: Sector = "general"
    design_version: Named
    items: tuple[ItemEvidence, ...] = Field(default=(), max_length=100)
    reviews: tuple[LevelReview, ...] = Field(default=(), max_length=9)

    @model_validator(mode="after")
    def _the_items_are_those_of_its_checklist(self) -> Self:
        if not any(door.item.code in codes for codes in self._checklists for door in OVERLAYS.get(self.sector, ())) and self.sector != "general":
            raise FieldError(
                "sector", self.sector, say("maturity_gate.input.no_doors", track=_label(TRACK, self.track)), say("maturity_gate.input.use_general")
            )
        twice = [code for code, n in Counter(each.item for each in self.items).items() if n > 1]
        if twice:
            raise FieldError("items", twice[0], say("maturity_gate.input.item_twice"), say("maturity_gate.input.join_items"))
        for each in self.items:
            self._check(each)
        return self

    @property
    def _checklists(self) -> tuple[Mapping[str, Item], ...]:
        return tuple(checklist(track, self.sector) for track in tracks_of(self.track))

    def _check(self, evidence: ItemEvidence) -> None:
        holding = [codes for codes in self._checklists if evidence.item in codes]
        if not holding:
            raise FieldError("items", evidence.item, say("maturity_gate.input.unknown_item"), say("maturity_gate.input.use_checklist", codes=self._codes()))
        later = evidence.superseded_by
        if later is not None and not any(_supersedes(codes.get(later), codes[evidence.item]) for codes in holding):
            allowed = [code for codes in holding for code, item in codes.items() if _supersedes(item, codes[evidence.item])]
            fix = say("maturity_gate.input.supersede_with", codes=", ".join(dict.fromkeys(allowed)) or "–")
            raise FieldError("superseded_by", later, say("maturity_gate.input.other_kind", item=evidence.item), fix)

    def _codes(self) -> str:
        return ", ".join(dict.fromkeys(code for codes in self._checklists for code in codes))


def _supersedes(later: Item | None, earlier: Item) -> bool:
    return later is not None and later.kind == earlier.kind and later.level > earlier.level


def _label(codes: CodeList, code: str) -> Bilingual:
    zh, en = codes.entries[code]
    return Bilingual(zh=zh, en=en)
