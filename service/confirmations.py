"""A person's word on a valuation: confirmed (复核确认), or overridden by another price, and why. The record of the act is all that is kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints
from sqlalchemy import Connection

from service.audit.reading import acts_about, record_of
from service.audit.record import Record
from service.audit.valued import parse_valuation_id
from service.outcomes import ExactMoney

CONFIRMING = ("confirm", "override")
Words = Annotated[str, StringConstraints(strip_whitespace=False, max_length=2_000, pattern=r"^[^\x00]*$")]


class Confirmed(BaseModel):
    """The valuation stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Literal["confirm"]
    reason: Words | None = Field(default=None, description="kept as long as the audit; name nobody in it")


class Overridden(BaseModel):
    """Another price takes its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Literal["override"]
    price: ExactMoney
    reason: Words = Field(min_length=1, description="why; kept as long as the audit, so name nobody in it")


class ConfirmationCall(RootModel[Annotated[Confirmed | Overridden, Field(discriminator="decision")]]):
    """A person's word on a valuation."""

    model_config = ConfigDict(frozen=True)


class ConfirmationKept(BaseModel):
    """An act about a valuation. `amount` in decimal digits."""

    id: str = Field(description="of the act's record in the audit")
    valuation: str
    decision: Literal["confirm", "override"]
    amount: str | None
    currency: str | None
    reason: str | None
    by: str = Field(description="who, as the audit names them")
    at: datetime


def facts_of(told: Confirmed | Overridden, sha256: str) -> dict[str, Any]:
    """What the record of an act says, with the digest of the model whose valuation it is about."""
    price = {"amount": told.price.digits, "currency": told.price.currency} if isinstance(told, Overridden) else None
    return {"decision": told.decision, "price": price, "reason": told.reason, "sha256": sha256}


def confirmation_of(id: str, valuation: str, facts: dict[str, Any], by: str, at: datetime) -> ConfirmationKept:
    """The act that such facts tell of."""
    price = facts["price"] or {}
    return ConfirmationKept(
        id=id,
        valuation=valuation,
        decision=facts["decision"],
        amount=price.get("amount"),
        currency=price.get("currency"),
        reason=facts["reason"],
        by=by,
        at=at,
    )


def confirmations_of(connection: Connection, valuation: str) -> list[ConfirmationKept]:
    """What was said of a valuation, in order."""
    acts = [act for act in acts_about(connection, valuation) if act.kind in CONFIRMING]
    return [confirmation_of(act.id, valuation, act.facts, act.subject, act.at) for act in acts]


def valuation_record(connection: Connection, owner: str, valuation: str) -> tuple[Record, int] | None:
    """The record that holds a valuation of that owner, and which item of it; None where there is none."""
    try:
        id, item = parse_valuation_id(valuation)
    except ValueError:
        return None
    if item is None or not (id.isascii() and id.isprintable()):
        return None
    record = record_of(connection, id)
    if record is None or record.kind != "valuation" or record.owner != owner:
        return None
    return (record, item) if item < record.facts["items"] and item not in record.facts["invalid"] else None
