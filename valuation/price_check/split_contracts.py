"""Contracts that may be parts of one: the same parties, like titles, signed close together, and a sum that meets other rules than the parts do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from valuation.catalogue import say
from valuation.price_check.anomaly import AnomalyFlag, Evidence
from valuation.price_check.given_price import GivenPrice
from valuation.price_check.history import EarlierContract
from valuation.price_check.spoken_amount import spoken
from valuation.price_check.thresholds import Thresholds
from valuation.price_check.title_likeness import letters_of, likeness_of_letters


@dataclass(frozen=True)
class Split:
    """The other parts, oldest first; the sum of all, the given one included; and the limit that the sum reaches while each part stays below: None where
    the number of parts alone is telling.
    """

    others: tuple[EarlierContract, ...]
    total: float
    limit: float | None


def split_of(given: GivenPrice, others: Sequence[EarlierContract], thresholds: Thresholds) -> Split | None:
    """The split that a contract may belong to among the other contracts of its parties; None where nothing speaks for one."""
    letters = letters_of(given.title)
    alike = [
        other
        for other in others
        if other.price.currency == given.price.currency
        and abs((other.on - given.on).days) <= thresholds.split_days
        and likeness_of_letters(letters, letters_of(other.title)) >= thresholds.split_likeness
    ]
    amounts = [given.price.amount, *(other.price.amount for other in alike)]
    total = sum(amounts)
    limit = max((limit for limit in thresholds.split_limits if max(amounts) < limit <= total), default=None)
    if len(amounts) < 2 or (limit is None and len(amounts) < thresholds.split_parts):
        return None
    return Split(tuple(sorted(alike, key=lambda other: other.on)), total, limit)


def split_flag(given: GivenPrice, thresholds: Thresholds) -> AnomalyFlag | None:
    """The flag of one contract; a listing has no parties yet and is no contract."""
    found = split_of(given, given.history.contracts, thresholds) if given.kind == "contract_price" else None
    if found is None:
        return None
    currency = given.price.currency
    evidence = [Evidence(kind="contract", amount=other.price.amount, currency=currency, id=other.contract_id, on=other.on) for other in found.others]
    facts = {"days": thresholds.split_days, "count": len(found.others) + 1, "total": spoken(found.total, currency)}
    said = "price_check.split_count" if found.limit is None else "price_check.split_limit"
    reason = say(said, limit=spoken(found.limit or found.total, currency), **facts)
    return AnomalyFlag.said("split_contracts", reason, evidence, thresholds)
