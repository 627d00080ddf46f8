"""What people tell the service and what it keeps of that: records, confirmations, listings, outcomes, keys. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from service.client.types.achievement import Listing
from service.client.types.advice import Bilingual


class ConfirmationKept(TypedDict):
    """An act about a valuation."""

    id: str
    valuation: str
    decision: Literal["confirm", "override"]
    amount: str | None
    currency: str | None
    reason: str | None
    by: str
    at: str


class Confirmed(TypedDict):
    """The valuation stands."""

    decision: Literal["confirm"]
    reason: NotRequired[str | None]


class ExactMoney(TypedDict):
    """A positive amount in units of its currency, to the last digit that was written."""

    amount: float
    currency: str


class KeyList(TypedDict):
    """Every key there ever was, the oldest first."""

    keys: list[KeyShown]


class KeyShown(TypedDict):
    """A key without its secret."""

    id: str
    name: str
    owner: str
    scopes: list[Literal["value", "appraise", "confirm", "train", "admin"]]
    audience: Literal["seller", "exchange", "buyer", "public"]
    quota: int | None
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None
    rotated_to: str | None


class KeyTerms(TypedDict):
    """What is decided when a key is made."""

    name: str
    owner: str
    scopes: list[Literal["value", "appraise", "confirm", "train", "admin"]]
    audience: Literal["seller", "exchange", "buyer", "public"]
    quota: NotRequired[int | None]
    expires: NotRequired[str | None]


class ListingHistory(TypedDict):
    """A listing over time; `valuations` and `outcomes` are empty for outsiders."""

    listing_id: str
    valuations: list[Valued]
    publications: list[Published]
    outcomes: list[OutcomeKept]


class NewKey(TypedDict):
    """A new key."""

    key: KeyShown
    text: str


class NotSold(TypedDict):
    """The listing went unsold (流拍) or was withdrawn (撤牌)."""

    listing_id: str
    version: NotRequired[int | None]
    on: str
    state: NotRequired[str | None]
    outcome: Literal["unsold", "withdrawn"]
    price: NotRequired[None]


class OutcomeAnswer(TypedDict):
    """The outcome, and whether there is a valuation of the listing to compare it with."""

    outcome: OutcomeKept
    valued: bool
    note: Bilingual | None


class OutcomeKept(TypedDict):
    """An outcome as it is kept."""

    id: str
    listing_id: str
    version: int | None
    outcome: Literal["sold", "unsold", "withdrawn"]
    amount: str | None
    currency: str | None
    on: str
    state: str | None
    at: str


class Overridden(TypedDict):
    """Another price takes its place."""

    decision: Literal["override"]
    price: ExactMoney
    reason: str


class Published(TypedDict):
    """A version that was shown; what was shown lies under `/v1/listings/{listing_id}/publications/{version}`."""

    version: int
    valuation: str | None
    at: str


class RecordedModel(TypedDict):
    """Which model it was."""

    name: str
    version: str
    sha256: str
    simulated: bool


class Rotation(TypedDict):
    """How a key is followed by another."""

    grace: NotRequired[int]


class Sold(TypedDict):
    """The listing was sold, for this price."""

    listing_id: str
    version: NotRequired[int | None]
    on: str
    state: NotRequired[str | None]
    outcome: Literal["sold"]
    price: ExactMoney


class ValuationRecord(TypedDict):
    """What is kept of a valuation beside its input."""

    id: str
    at: str
    asked_by: str
    audience: Literal["seller", "exchange", "buyer", "public"]
    day: str
    model: RecordedModel
    data_cutoff: str | None
    listing: Listing | None
    refused: str | None
    numbers: dict[str, list[float] | float | None] | None
    erased: str | None
    confirmations: list[ConfirmationKept]


class Valued(TypedDict):
    """One valuation of the listing."""

    valuation: str
    version: int | None
    state: str | None
    known_state: str | None
    label: Bilingual | None
    at: str


ConfirmationCall = Confirmed | Overridden

OutcomeCall = Sold | NotSold
