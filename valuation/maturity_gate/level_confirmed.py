"""The level that a person confirms, with name and date: kept beside what the text suggests and what the evidence bears out, never merged with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from valuation.day import Day
from valuation.maturity_gate.answer import LevelConfirmed
from valuation.maturity_gate.proof import Named
from valuation.maturity_gate.scale import place
from valuation.note import Note
from valuation.record import Record


class Confirmation(Record):
    """One person's confirmation of a level."""

    level: int = Field(ge=1, le=9)
    by: Named = Field(description="the person's name")
    on: Day
    role: Named | None = Field(default=None, description="in what capacity, e.g. reviewer of the exchange")

    def shown(self) -> LevelConfirmed:
        """As the answer shows it: the level as confirmed, whatever the evidence says."""
        return LevelConfirmed(**place(self.level), by=self.by, on=self.on, role=self.role)

    def warnings(self, supported: int, on: date) -> Iterator[Note]:
        """Warnings where the person went beyond the level that the evidence bears out (0 for none), or confirmed it after the valuation date."""
        if self.level > supported:
            yield Note.said("maturity_gate.confirmed_above_evidence", by=self.by, confirmed=self.level, supported=place(supported)["name"])
        if self.on > on:
            yield Note.said("maturity_gate.confirmed_later", by=self.by, on=self.on, valuation_date=on)
