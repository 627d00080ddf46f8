"""A proof: one document with its number and date, who stands behind it, and which person accepted it. The gate counts none that nobody accepted."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from valuation.catalogue import say
from valuation.day import Day
from valuation.field_error import FieldError
from valuation.maturity_gate.words import Source
from valuation.record import Record

Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Document(Record):
    """A document and its acceptance: both the person and the day, or neither."""

    document: Named = Field(description="evidence id or number of the document")
    on: Day = Field(description="date of the document")
    issuer: Named | None = Field(default=None, description="who issued it")
    accepted_by: Named | None = Field(default=None, description="the person who checked and accepted it")
    accepted_on: Day | None = None

    @model_validator(mode="after")
    def _accepted_by_a_person_on_a_day(self) -> Self:
        if (self.accepted_by is None) != (self.accepted_on is None):
            field = "accepted_by" if self.accepted_by is None else "accepted_on"
            raise FieldError(field, None, say("maturity_gate.input.half_accepted"), say("maturity_gate.input.give_both"))
        if self.accepted_on is not None and self.accepted_on < self.on:
            raise FieldError("accepted_on", self.accepted_on, say("maturity_gate.input.accepted_early", on=self.on), say("maturity_gate.input.check_dates"))
        return self

    def is_accepted(self, on: date) -> bool:
        """Whether a person had accepted it by a valuation date."""
        return self.accepted_on is not None and self.accepted_on <= on


class Proof(Document):
    """A proof of a checklist item, of one version of the design."""

    version: Named = Field(description="the design version that was proved; for a document that stays true, the version for which that was checked")
    source: Source = Field(default="own", description="how far from the seller it comes: own, witnessed, independent, user, accredited or statutory")
    related_party: bool = Field(default=False, description="the issuer belongs to the seller or is tied to it: the proof then counts as the seller's own")

    @model_validator(mode="after")
    def _an_outsider_has_a_name(self) -> Self:
        if self.source != "own" and self.issuer is None:
            raise FieldError("issuer", None, say("maturity_gate.input.nameless"), say("maturity_gate.input.name_issuer"))
        return self

    @property
    def independence(self) -> str:
        """Its source, as far as it is to be believed: what a related party issues is the seller's own word."""
        return "own" if self.related_party else self.source

    def uncounted(self, design_version: str, on: date) -> str | None:
        """Why it does not count at a valuation date for the current design, as the end of a key `maturity_gate.why.…`; None where it counts."""
        if self.on > on:
            return "too_late"
        if _same(self.version) != _same(design_version):
            return "superseded_version"
        return None if self.is_accepted(on) else "not_accepted"


def _same(version: str) -> str:
    return "".join(unicodedata.normalize("NFKC", version).casefold().split())
