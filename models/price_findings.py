"""The price check of a whole table: every row against its estimate, its text, the other contracts of its parties and the other listings of its right.

Each row is judged by the very check that the service gives one listing (`valuation/price_check`), with the table itself as what it knows
of other deals: the later ones too, so that every part of a split and every listing of a series is found.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.price_history import PartyContracts, RightListings, days_of
from models.tables.contract_table import ContractTable
from models.tables.listing_columns import ListingColumns
from valuation.money import Money
from valuation.price_check.check import PriceCheck, check_price
from valuation.price_check.given_price import ExpectedPrice, GivenPrice
from valuation.price_check.history import PriceHistory
from valuation.price_check.thresholds import THRESHOLDS, Thresholds


@dataclass(frozen=True)
class RowChecks:
    """The checks of one row: of the price asked for, and of the contract's; None where the row has no such price."""

    asking: PriceCheck | None
    contract: PriceCheck | None


@dataclass(frozen=True)
class Estimates:
    """Quantiles of ln(price) (n, 7) in `currency`, NaN where a row is refused; None where the bundle has no price head."""

    ln_quantiles: NDArray[np.float64] | None
    currency: str

    def of(self, row: int) -> ExpectedPrice | None:
        """The estimate of one row."""
        if self.ln_quantiles is None or not np.isfinite(self.ln_quantiles[row]).all():
            return None
        return ExpectedPrice(self.ln_quantiles[row], self.currency)


def check_rows(table: ContractTable, listing: ListingColumns, estimates: Estimates, thresholds: Thresholds = THRESHOLDS) -> Iterator[RowChecks]:
    """The checks of every row, in order. A price is checked where its day is known: the contract's own, for an asking price that of its listing."""
    dates = table.columns.dates
    signed, listed = days_of(dates), days_of(np.where(np.isnat(listing.listed), dates, listing.listed))
    contracts, listings = PartyContracts.of(listing, table.ids, signed), RightListings.of(listing, listed)
    for row, (agreed_on, asked_on) in enumerate(zip(signed, listed, strict=True)):
        agreed, asked = float(listing.contract_prices[row]), float(listing.asking_prices[row])
        words, expected = (listing.titles[row], listing.texts[row]), estimates.of(row)
        of_asking = of_contract = None
        if asked_on is not None and math.isfinite(asked):
            past = PriceHistory(listings=listings.others(row, asked_on))
            given = GivenPrice("asking_price", Money(amount=asked, currency=listing.asking_currency), asked_on, *words, past)
            of_asking = check_price(given, expected, thresholds)
        if agreed_on is not None and math.isfinite(agreed):
            total = float(listing.contract_totals[row]) if math.isfinite(listing.contract_totals[row]) else None
            past = PriceHistory(contracts=contracts.near(row, agreed_on, thresholds.split_days))
            given = GivenPrice("contract_price", Money(amount=agreed, currency=listing.contract_currency), agreed_on, *words, past, total)
            of_contract = check_price(given, expected, thresholds)
        yield RowChecks(of_asking, of_contract)
