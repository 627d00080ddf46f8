"""The exchange's ids come back as given."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.listing import Listing


def test_a_listing_keeps_what_it_was_given_and_needs_its_id() -> None:
    assert Listing(listing_id=" L-1 ", version=2, state="披露中").model_dump() == {"listing_id": " L-1 ", "version": 2, "state": "披露中"}
    with pytest.raises(ValidationError):
        Listing.model_validate({"version": 2})
