"""What a caller knows of earlier prices: listings of the same right, and contracts between the same parties. Both may be absent."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from valuation.day import Day
from valuation.money import Money
from valuation.record import Record

MOST_EARLIER = 1_000
"""Entries of each list; more are no history of one right or one pair of parties."""


class EarlierListing(Record):
    """One time that the same right was put up."""

    listing_id: str | None = Field(default=None, max_length=200)
    price: Money | None = Field(default=None, description="the price asked for then; absent for 面议")
    on: Day = Field(description="day of the listing, or of a change of its price")


class EarlierContract(Record):
    """One contract between the same seller and the same buyer."""

    contract_id: str | None = Field(default=None, max_length=200)
    title: str = Field(default="", max_length=2_000)
    price: Money
    on: Day = Field(description="签订日期")


class PriceHistory(Record):
    """The past of a right and of two parties, as the exchange or the registration office knows it."""

    listings: tuple[EarlierListing, ...] = Field(default=(), max_length=MOST_EARLIER, description="of the same right, the present listing left out")
    contracts: tuple[EarlierContract, ...] = Field(default=(), max_length=MOST_EARLIER, description="between the same parties, the present contract left out")

    def until(self, on: date) -> PriceHistory:
        """What was known on that day: nothing dated after it."""
        listings, contracts = (tuple(entry for entry in entries if entry.on <= on) for entries in (self.listings, self.contracts))
        return PriceHistory(listings=listings, contracts=contracts)
