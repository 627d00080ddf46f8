"""A table is its own past: contracts of the same parties near in time, listings of the same right, never the row itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from models.price_history import PartyContracts, RightListings, days_of
from models.tables.listing_columns import ListingColumns

DAYS: list[Any] = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 6, 1), None, date(2026, 2, 1), date(2026, 1, 20)]


def columns(**changes: Any) -> ListingColumns:
    listing = {
        "titles": [f"t{row}" for row in range(6)],
        "texts": [""] * 6,
        "contract_prices": np.array([1.0, 2.0, 3.0, 4.0, np.nan, 6.0]),
        "contract_totals": np.full(6, np.nan),
        "asking_prices": np.array([1.0, np.nan, 3.0, 4.0, 5.0, 6.0]),
        "contract_currency": "CNY",
        "asking_currency": "CNY",
        "listed": np.array(DAYS, dtype="datetime64[D]"),
        "listing_ids": [f"L{row}" for row in range(6)],
        "parties": ["a/b", "a/b", "a/b", "a/b", "a/b", "a/c"],
        "rights": ["r", "r", "r", "r", "", "s"],
    }
    return ListingColumns(**{**listing, **changes})


def test_near_are_the_other_priced_contracts_of_the_parties_before_and_after() -> None:
    contracts = PartyContracts.of(columns(), [f"C{row}" for row in range(6)], DAYS)
    assert [entry.contract_id for entry in contracts.near(0, DAYS[0], 90)] == ["C1"]
    assert [entry.contract_id for entry in contracts.near(1, DAYS[1], 90)] == ["C0"]
    assert [entry.contract_id for entry in contracts.near(1, DAYS[1], 200)] == ["C0", "C2"]
    assert contracts.near(5, DAYS[5], 400) == ()


def test_rows_without_parties_have_no_past() -> None:
    contracts = PartyContracts.of(columns(parties=[""] * 6), ["C"] * 6, DAYS)
    assert contracts.contracts == {} and contracts.near(0, DAYS[0], 90) == ()


def test_the_listings_of_a_right_stand_on_their_days_with_or_without_a_price() -> None:
    listings = RightListings.of(columns(), DAYS)
    assert [(entry.listing_id, entry.price and entry.price.amount) for entry in listings.others(0, DAYS[0])] == [("L1", None), ("L2", 3.0)]
    assert listings.others(4, DAYS[4]) == () and listings.others(5, DAYS[5]) == ()


@pytest.mark.parametrize("days", [["2026-01-01", "NaT"], []])
def test_an_unknown_day_is_none(days: list[str]) -> None:
    assert days_of(np.array(days, dtype="datetime64[D]")) == [date(2026, 1, 1), None][: len(days)]
