"""The gate's answer: a verdict, what stops the deal, what it is subject to, which documents it takes, and what must be asked first.

`stop`: as things stand the deal cannot be made. `unknown`: nothing stops it so far, but something is missing that might. `conditions`: it can be made once
these are met. `clear`: nothing was found and nothing is missing. An answer is our own reading of the rules, never legal advice.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.certainty import Certainty

Verdict = Literal["clear", "conditions", "unknown", "stop"]
"""From best to worst."""


class Finding(AnswerPart):
    """What a rule says of the deal. `code` is stable: branch on it, show the sentences."""

    code: str
    topic: str
    zh: str
    en: str
    source: Bilingual
    certainty: Certainty = Field(description="V: the article was read; S: from a named source; K: general knowledge, not checked; A: our own practice")
    rights: tuple[int, ...] = Field(default=(), description="positions in `rights` that it concerns, from 0; none where it concerns the deal")
    permits: tuple[int, ...] = Field(default=(), description="positions in `compliance.permits` that it concerns")


class Document(Finding):
    """A document, and who issues it."""

    issuer: Bilingual
    required: bool = Field(description="false: recommended")


class OpenQuestion(Finding):
    """A fact that is missing. `code` is its name; `could` the codes of the stops that turn on it."""

    could: tuple[str, ...] = ()


class RightsGate(AnswerPart):
    """The answer for one achievement."""

    verdict: Verdict
    stops: tuple[Finding, ...] = ()
    conditions: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    info: tuple[Finding, ...] = ()
    rules_version: str
    reviewed_on: date = Field(description="when the rules were last read against their sources")
    statement: Bilingual


class RightsCodes(AnswerPart):
    """The same in codes alone, a few hundred bytes instead of some thousands: for lists, sweeps and whoever holds the sentences already."""

    verdict: Verdict
    stops: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    required_documents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    rules_version: str

    @classmethod
    def of(cls, gate: RightsGate) -> RightsCodes:
        """The codes of an answer."""
        return cls(
            verdict=gate.verdict,
            stops=tuple(stop.code for stop in gate.stops),
            conditions=tuple(condition.code for condition in gate.conditions),
            required_documents=tuple(document.code for document in gate.documents if document.required),
            questions=tuple(question.code for question in gate.questions),
            rules_version=gate.rules_version,
        )
