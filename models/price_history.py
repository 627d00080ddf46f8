"""A table as its own past: for each row the other contracts of its parties near in time, and the other listings of its right."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from models.tables.listing_columns import ListingColumns
from valuation.money import Money
from valuation.price_check.history import MOST_EARLIER, EarlierContract, EarlierListing

Day = date | None


def days_of(dates: NDArray[np.datetime64]) -> list[Day]:
    """(n,) datetime64[D] as days, None for NaT."""
    return [day if isinstance(day, date) else None for day in dates.astype("datetime64[D]").tolist()]


@dataclass(frozen=True)
class PartyContracts:
    """The priced contracts of each pair of parties, oldest first, with the row that each is."""

    contracts: dict[str, list[tuple[int, EarlierContract]]]
    parties: Sequence[str]

    @classmethod
    def of(cls, listing: ListingColumns, ids: Sequence[str], signed: Sequence[Day]) -> PartyContracts:
        """Of n rows; one that names no parties, price or day is no part of any past."""
        contracts: dict[str, list[tuple[int, EarlierContract]]] = {}
        for row, (parties, on, amount) in enumerate(zip(listing.parties, signed, listing.contract_prices.tolist(), strict=True)):
            if parties and on is not None and math.isfinite(amount):
                price = Money(amount=amount, currency=listing.contract_currency)
                entry = EarlierContract(contract_id=ids[row][:200] or None, title=listing.titles[row][:2_000], price=price, on=on)
                contracts.setdefault(parties, []).append((row, entry))
        for found in contracts.values():
            found.sort(key=_signed)
        return cls(contracts, listing.parties)

    def near(self, row: int, on: date, days: int) -> tuple[EarlierContract, ...]:
        """The others of that row's parties within so many days before and after, for every part of a split is to be found; the nearest of too many."""
        found = self.contracts.get(self.parties[row], [])
        start, end = bisect_left(found, on - timedelta(days), key=_signed), bisect_right(found, on + timedelta(days), key=_signed)
        others = [contract for other, contract in found[start:end] if other != row]
        return tuple(sorted(others, key=lambda contract: abs(contract.on - on))[:MOST_EARLIER])


@dataclass(frozen=True)
class RightListings:
    """The listings of each right, oldest first."""

    listings: dict[str, list[EarlierListing]]
    rights: Sequence[str]

    @classmethod
    def of(cls, listing: ListingColumns, listed: Sequence[Day]) -> RightListings:
        """Of n rows; one that names no right or day is no part of any past."""
        listings: dict[str, list[EarlierListing]] = {}
        for row, (right, on, amount) in enumerate(zip(listing.rights, listed, listing.asking_prices.tolist(), strict=True)):
            if right and on is not None:
                price = Money(amount=amount, currency=listing.asking_currency) if math.isfinite(amount) else None
                listings.setdefault(right, []).append(EarlierListing(listing_id=listing.listing_ids[row][:200] or None, price=price, on=on))
        for found in listings.values():
            found.sort(key=lambda entry: entry.on)
        return cls(listings, listing.rights)

    def others(self, row: int, on: date) -> tuple[EarlierListing, ...]:
        """Those of that row's right on other days, before and after, for every listing of a series is to be found; the nearest of too many."""
        found = [entry for entry in self.listings.get(self.rights[row], []) if entry.on != on]
        return tuple(sorted(found, key=lambda entry: abs(entry.on - on))[:MOST_EARLIER])


def _signed(entry: tuple[int, EarlierContract]) -> date:
    return entry[1].on
