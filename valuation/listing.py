"""Where the exchange stands with an achievement: its ids travel along and come back with the valuation, as given.

`state` is free text; what is known of it says `valuation/codes/listing_state.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from valuation.record import Record

Printable = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")]
"""Text without control characters: what is looked up, printed and stored by it."""
LAST_VERSION = 2**31 - 1


class Listing(Record):
    """Where the exchange stands: ids travel along and come back with the valuation."""

    listing_id: Printable = Field(max_length=200)
    version: int | None = Field(default=None, ge=0, le=LAST_VERSION)
    state: Printable | None = Field(default=None, max_length=100)
