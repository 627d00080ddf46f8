"""One item of the maturity checklist: what must be proved, on which level, and the kind of document that proves it.

Items are identified by a code that stays: H5b is the second item of level 5 of the hardware track, DR6a the first of level 6 for drugs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from valuation.bilingual import Bilingual
from valuation.catalogue import say


@dataclass(frozen=True)
class Item:
    """`kind` is the kind of proof: a later item of the same kind may supersede this one. `what` and `document` are (zh, en)."""

    code: str
    kind: str
    what: tuple[str, str]
    document: tuple[str, str]
    unsure: bool = False

    @cached_property
    def level(self) -> int:
        """The level it belongs to, 1-9, as its code says."""
        return int(self.code[-2])

    @cached_property
    def text(self) -> Bilingual:
        """What must be proved."""
        return say(f"maturity_gate.item.{self.code}")

    @cached_property
    def example(self) -> Bilingual:
        """A document that would prove it."""
        return say(f"maturity_gate.example.{self.code}")
