"""A right that is put up again and again: how often, and the path of the prices asked for."""

from __future__ import annotations

from collections.abc import Sequence

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.price_check.anomaly import AnomalyFlag, Evidence
from valuation.price_check.given_price import GivenPrice
from valuation.price_check.history import EarlierListing
from valuation.price_check.spoken_amount import spoken
from valuation.price_check.thresholds import Thresholds

SHOWN = 6
"""Prices of the path that the sentence tells, the latest; the evidence holds all."""


def path_of(given: GivenPrice, others: Sequence[EarlierListing]) -> tuple[EarlierListing, ...]:
    """The listings of the right, oldest first, the given one among them. Several prices on one day are one listing, the last of them."""
    days = {entry.on: entry for entry in sorted(others, key=lambda entry: entry.on)}
    days[given.on] = EarlierListing(price=given.price, on=given.on)
    return tuple(days[day] for day in sorted(days))


def relisting_flag(given: GivenPrice, thresholds: Thresholds) -> AnomalyFlag | None:
    """The flag of a listing whose right stands there at least `relist_times` times; a contract is no listing."""
    path = path_of(given, given.history.listings) if given.kind == "asking_price" else ()
    if len(path) < thresholds.relist_times:
        return None
    told = [_price(entry) for entry in path[-SHOWN:]]
    reason = say(
        "price_check.serial_relisting",
        times=len(path),
        path=Bilingual(zh=" → ".join(price.zh for price in told), en=" → ".join(price.en for price in told)),
    )
    return AnomalyFlag.said("serial_relisting", reason, [_evidence(entry) for entry in path], thresholds)


def _price(entry: EarlierListing) -> Bilingual:
    return say("price_check.negotiable") if entry.price is None else spoken(entry.price.amount, entry.price.currency)


def _evidence(entry: EarlierListing) -> Evidence:
    price = entry.price
    return Evidence(kind="listing", amount=price and price.amount, currency=price and price.currency, id=entry.listing_id, on=entry.on)
