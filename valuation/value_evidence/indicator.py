"""What an indicator of a value is: its code and names, how it is known, and the figures, states or descriptions that its anchors are written with.

A code is read letter by letter: value (S T E O C, or P for transfer potential), class (B A T; A for all of P), number. Kinds: M machine-checkable from a
record, D a document checked by a person, E experts' grades 1-5.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from valuation.bilingual import Bilingual
from valuation.value_evidence.unit import UNITS, Unit

Kind = Literal["M", "D", "E"]
Joining = Literal["lowest", "highest", "median"]
Role = Literal["weighted", "deduction", "veto"]
Pair = tuple[str, str]
"""(zh, en)."""

LEVELS = (0, 25, 50, 75, 100)
"""Where anchors stand."""

_VALUES = {"S": "scientific", "T": "technical", "E": "economic", "O": "social", "C": "cultural", "P": "transfer_potential"}
_CLASS = {"B": "basic", "A": "applied", "T": "development"}


@dataclass(frozen=True)
class Part:
    """A quantity of an indicator, and the amounts from which it stands at 25, 50, 75 and 100; where they fall, less is better. inf: cannot reach it."""

    name: str
    zh: str
    en: str
    unit_name: str
    reach: tuple[float, float, float, float]
    needed: bool = True

    @property
    def unit(self) -> Unit:
        """What its amounts count."""
        return UNITS[self.unit_name]

    @property
    def falling(self) -> bool:
        """Whether less is better."""
        return self.reach[0] > self.reach[-1]

    def anchor(self, amount: float) -> int:
        """The anchor at which an amount stands, 0-100."""
        return 25 * sum(amount <= edge if self.falling else amount >= edge for edge in self.reach)


@dataclass(frozen=True)
class State:
    """A state that a value can have, and the anchor at which it stands."""

    name: str
    anchor: int
    zh: str
    en: str


@dataclass(frozen=True)
class Indicator:
    """One indicator. Anchors are `written` in five descriptions (0 first), or follow from `parts` and `states`; several measures are joined as `several` says.

    `at_least`, `at_most`: how many measures one record holds. `source_needed`: a measure without its source counts for nothing.
    """

    code: str
    zh: str
    en: str
    counted: Pair
    kinds: tuple[Kind, ...]
    written: tuple[Pair, ...] = ()
    parts: tuple[Part, ...] = ()
    states: tuple[State, ...] = ()
    several: Joining = "lowest"
    at_least: int = 1
    at_most: int = 20
    source_needed: bool = False
    citations: bool = False
    excludes_this_deal: bool = False
    role: Role = "weighted"

    @property
    def value(self) -> str:
        """The value it belongs to."""
        return _VALUES[self.code[0]]

    @property
    def achievement_class(self) -> str | None:
        """The class of achievements it is for; None for all."""
        return None if self.code[0] == "P" else _CLASS[self.code[1]]

    @cached_property
    def label(self) -> Bilingual:
        """Its name."""
        return Bilingual(zh=self.zh, en=self.en)

    @cached_property
    def unit(self) -> Bilingual:
        """What it is counted in."""
        return Bilingual.of(self.counted)

    @cached_property
    def two_persons(self) -> bool:
        """Whether two persons enter it (rule R10): all of the cultural value, and the social risk."""
        return self.value == "cultural" or self.role == "deduction"

    @cached_property
    def fewest_experts(self) -> int:
        """How many experts must have graded it; 0 where it is no matter of experts."""
        return 2 if self.two_persons else 3 if self.kinds == ("E",) else 0

    @cached_property
    def gradable(self) -> bool:
        """Whether experts may grade it: what is theirs, and what is described in words."""
        return self.fewest_experts > 0 or bool(self.written)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The anchors it has: five, or the ends alone of a veto."""
        return (0, 100) if self.role == "veto" else LEVELS

    def anchor_of_grade(self, grade: int) -> int:
        """The anchor of an expert's grade: 1 → 0 … 5 → 100; of a risk the other way about."""
        return (5 - grade if self.role == "deduction" else grade - 1) * 25
