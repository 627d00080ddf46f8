"""The exchange's ids come back as given."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.listing import Listing


def test_a_listing_keeps_what_it_was_given_and_needs_its_id() -> None:
    assert Listing(listing_id=" L-1 ", version=2, state="披露中").model_dump() == {"listing_id": " L-1 ", "version": 2, "state": "披露中"}
    with pytest.raises(ValidationError):
        Listing.model_validate({"version": 2})


@pytest.mark.parametrize(
    "wrong", [{"listing_id": "a\x00b"}, {"listing_id": "a\nb"}, {"listing_id": "a", "state": "\x7f"}, {"listing_id": "a", "version": 2**31}]
)
def test_what_a_database_could_not_keep_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Listing.model_validate(wrong)
