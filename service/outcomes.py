"""What became of a listing: sold for a price, unsold, withdrawn. Kept as it was told, for models to learn from later."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, WithJsonSchema
from sqlalchemy import Connection, exists, insert, select

from service.identity.caller import Caller
from service.problems import Problem
from service.store.tables import audit_listings, outcomes
from service.wrong_input import WrongInput
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.listing import LAST_VERSION, Printable

LEAST, MOST, DECIMALS = Decimal("0.0001"), Decimal(10) ** 15, 30
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _number(given: object) -> object:
    if isinstance(given, bool) or not isinstance(given, (int, Decimal)):
        raise ValueError("Write a number")
    return given


def _day(given: object) -> object:
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("Write a date as YYYY-MM-DD")
    return given


def _whole(given: object) -> object:
    """A whole number may be written as 3.0: to JSON it is the same. One with an exponent of millions is never written out."""
    return int(given) if isinstance(given, Decimal) and given.adjusted() < 12 and given == given.to_integral_value() else given


Version = Annotated[int, Field(ge=0, le=LAST_VERSION, strict=True), BeforeValidator(_whole)]
Amount = Annotated[
    Decimal,
    Field(ge=LEAST, lt=MOST, decimal_places=DECIMALS),
    BeforeValidator(_number),
    WithJsonSchema({"type": "number", "minimum": float(LEAST), "exclusiveMaximum": float(MOST), "description": "read and kept exactly as written"}),
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


class ExactMoney(BaseModel):
    """A positive amount in units of its currency, to the last digit that was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Amount
    currency: str = Field(pattern="^[A-Z]{3}$", description="ISO 4217 code")

    @property
    def digits(self) -> str:
        """The amount as it is kept: plain digits without needless zeros, every other one as written (`normalize` would round to 28)."""
        whole, _, decimals = f"{self.amount:f}".partition(".")
        return f"{whole}.{kept}" if (kept := decimals.rstrip("0")) else whole


class _Told(BaseModel):
    """What is told of every outcome."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    listing_id: Printable = Field(min_length=1, max_length=200)
    version: Version | None = None
    on: Day = Field(description="when it happened; not later than tomorrow in UTC")
    state: Printable | None = Field(default=None, max_length=100, description="of the listing, as the exchange calls it")


class Sold(_Told):
    """The listing was sold, for this price."""

    outcome: Literal["sold"]
    price: ExactMoney


class NotSold(_Told):
    """The listing went unsold (流拍) or was withdrawn (撤牌)."""

    outcome: Literal["unsold", "withdrawn"]
    price: None = None


class OutcomeCall(RootModel[Annotated[Sold | NotSold, Field(discriminator="outcome")]]):
    """What became of a listing."""

    model_config = ConfigDict(frozen=True)


class OutcomeKept(BaseModel):
    """An outcome as it is kept. `amount` in decimal digits, so that no reader rounds it."""

    id: str = Field(description="of the outcome and of its record in the audit")
    listing_id: str
    version: int | None
    outcome: Literal["sold", "unsold", "withdrawn"]
    amount: str | None = Field(examples=["1500000.5"])
    currency: str | None
    on: date
    state: str | None
    at: datetime = Field(description="when it was told")


class OutcomeAnswer(BaseModel):
    """The outcome, and whether there is a valuation of the listing to compare it with."""

    outcome: OutcomeKept
    valued: bool = Field(description="whether the listing was ever valued here, for the same owner")
    note: Bilingual | None = Field(description="what is to be said where it was not")


def require_past(told: Sold | NotSold, now: datetime) -> None:
    """Problem where it is said to have happened later than anywhere on earth it can be now."""
    if told.on > (now + timedelta(days=1)).date():
        raise Problem.of_input(WrongInput.of("future_day", ("on",), told.on.isoformat()))


def facts_of(told: Sold | NotSold) -> dict[str, Any]:
    """What the record of it says."""
    price = None if told.price is None else {"amount": told.price.digits, "currency": told.price.currency}
    return {**told.model_dump(mode="json", exclude={"price"}), "price": price}


def keep_outcome(connection: Connection, id: str, told: Sold | NotSold, caller: Caller, at: datetime) -> OutcomeAnswer:
    """Writes it, and says what the call is answered."""
    amount, currency = (None, None) if told.price is None else (told.price.digits, told.price.currency)
    row = {"owner": caller.owner, "listing_id": told.listing_id, "version": told.version, "outcome": told.outcome, "amount": amount, "currency": currency}
    connection.execute(insert(outcomes), {**row, "id": id, "happened_on": told.on.isoformat(), "state": told.state, "subject": caller.subject, "at": at})
    kept = OutcomeKept(
        id=id, listing_id=told.listing_id, version=told.version, outcome=told.outcome, amount=amount, currency=currency, on=told.on, state=told.state, at=at
    )
    valued = was_valued(connection, caller.owner, told.listing_id)
    return OutcomeAnswer(outcome=kept, valued=valued, note=None if valued else say("storing.never_valued"))


def was_valued(connection: Connection, owner: str, listing_id: str) -> bool:
    """Whether anything of a listing was ever valued for an owner."""
    of_it = exists().where(audit_listings.c.owner == owner, audit_listings.c.listing_id == listing_id)
    return bool(connection.execute(select(of_it)).scalar())


def outcomes_of(connection: Connection, owner: str, listing_id: str) -> list[OutcomeKept]:
    """What was told of a listing, in the order in which it was told."""
    query = select(outcomes).where(outcomes.c.owner == owner, outcomes.c.listing_id == listing_id).order_by(outcomes.c.at, outcomes.c.id)
    return [
        OutcomeKept(
            id=row.id,
            listing_id=row.listing_id,
            version=row.version,
            outcome=row.outcome,
            amount=row.amount,
            currency=row.currency,
            on=date.fromisoformat(row.happened_on),
            state=row.state,
            at=row.at,
        )
        for row in connection.execute(query)
    ]
