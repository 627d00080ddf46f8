"""A valuation as the audit keeps it: when, by whom, with which model, what the model said, and what people said of it."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field
from sqlalchemy import Connection

from service.audit.output import read_output
from service.audit.reading import kept_output
from service.audit.record import Record
from service.confirmations import ConfirmationKept, confirmations_of
from valuation.audience import Audience
from valuation.listing import Listing


class RecordedModel(BaseModel):
    """Which model it was."""

    name: str
    version: str
    sha256: str
    simulated: bool


class ValuationRecord(BaseModel):
    """What is kept of a valuation beside its input."""

    id: str
    at: datetime
    asked_by: str = Field(description="who, as the audit names them")
    audience: Audience = Field(description="for whom it was answered")
    day: date = Field(description="基准日 of the call, where the achievement had none of its own")
    model: RecordedModel
    data_cutoff: date | None = Field(description="last day of the data that the model learned from")
    listing: Listing | None
    refused: str | None = Field(description="code of the model's refusal")
    numbers: dict[str, list[float] | float | None] | None = Field(description="what the model said, prices as ln of the amount; null where it said nothing")
    erased: datetime | None = Field(description="when the input was erased; null while it is kept")
    confirmations: tuple[ConfirmationKept, ...]


def valuation_of(connection: Connection, record: Record, item: int, id: str) -> ValuationRecord:
    """The valuation at that place of a record."""
    facts = record.facts
    output = None if (raw := kept_output(record)) is None else read_output(raw)
    row = item - sum(invalid < item for invalid in facts["invalid"])  # rows are those that could be read
    listing = next((kept for kept in facts["listings"] if kept[0] == item), None)
    return ValuationRecord(
        id=id,
        at=record.at,
        asked_by=record.subject,
        audience=facts["audience"],
        day=facts["day"],
        model=facts["model"],
        data_cutoff=facts["data_cutoff"],
        listing=None if listing is None else Listing(listing_id=listing[1], version=listing[2], state=listing[3]),
        refused=None if output is None else output.refusals.get(row),
        numbers=None if output is None else output.of_row(row),
        erased=record.erased,
        confirmations=tuple(confirmations_of(connection, id)),
    )
