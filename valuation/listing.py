"""Where the exchange stands with an achievement: its ids travel along and come back with the valuation, as given."""

from __future__ import annotations

from pydantic import Field

from valuation.record import Record


class Listing(Record):
    """Where the exchange stands: ids travel along and come back with the valuation."""

    listing_id: str = Field(max_length=200)
    version: int | None = Field(default=None, ge=0)
    state: str | None = Field(default=None, max_length=100)
