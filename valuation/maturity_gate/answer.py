"""What the gate answers: three levels side by side that are never merged, and what the next level lacks.

`level_text` is what a model makes of the description (a distribution), `level_evidence` what the accepted proofs bear out (the gate), `level_confirmed`
what a person confirmed, with name and date.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.estimate import LevelText
from valuation.maturity_gate.words import TrackCode
from valuation.note import Note


class ItemStanding(AnswerPart):
    """One item of an element's checklist."""

    code: str
    level: int = Field(ge=1, le=9)
    text: Bilingual
    unsure: bool = Field(description="true where the sector's mapping to this level varies between agencies")
    state: str = Field(description="present, missing, n_a or disputed, as given")
    reason: str | None = Field(description="as given")
    superseded_by: str | None = Field(description="as given")
    met: bool
    why: Note | None = Field(description="why it is not met")


class TrackLevel(AnswerPart):
    """One track of an element: its level is the last up to which nothing is missing; null below level 1."""

    track: TrackCode
    level: int | None = Field(ge=1, le=9)
    items: tuple[ItemStanding, ...] = Field(description="those that were given, and those of the levels up to the next one")


class ElementLevel(AnswerPart):
    """One critical element: the least of its tracks."""

    name: str
    sector: str
    sector_label: Bilingual
    level: int | None = Field(ge=1, le=9)
    tracks: tuple[TrackLevel, ...]


class Scale(AnswerPart):
    """A place on a scale: a number, its name and its stage; null below level 1."""

    level: int | None = Field(ge=1, le=13)
    name: Bilingual
    stage: str | None = Field(description="laboratory (1-4), engineering (5-7) or industrial (8 and above)")
    stage_name: Bilingual | None


class LevelEvidence(Scale):
    """The level of the whole: the least of its critical elements, never a mean. `limiting` names those that hold it down."""

    limiting: tuple[str, ...]
    elements: tuple[ElementLevel, ...]


class LevelConfirmed(Scale):
    """What a person confirmed."""

    by: str
    on: date
    role: str | None


class Missing(AnswerPart):
    """One thing that the next level or step lacks."""

    code: str = Field(description="an item (H6b), independence_6, review_3, or step_10")
    element: str | None = Field(description="null for a step of the whole")
    track: TrackCode | None
    level: int = Field(ge=1, le=13)
    text: Bilingual
    example: Bilingual = Field(description="a document that would prove it")
    unsure: bool = Field(default=False, description="true where the sector's mapping to this level varies between agencies")
    why: Note


class MaturityGate(AnswerPart):
    """The answer for one achievement."""

    version: str = Field(description="of the checklist and its rules: our own proposal")
    valuation_date: date = Field(description="基准日: later proofs, acceptances and reviews do not count")
    level_text: LevelText | None
    level_evidence: LevelEvidence
    level_confirmed: LevelConfirmed | None
    extended: Scale = Field(description="the extended scale of 13 steps; beyond 9 the commercial ones, in order")
    missing_for_next: tuple[Missing, ...]
    warnings: tuple[Note, ...]
    basis: Bilingual = Field(description="what the gate is, and what it is not")
