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
from valuation.price_check.title_likeness import amends, letters_of, likeness_to, numbered


@dataclass(frozen=True)
class Split:
    """The other parts, oldest first; the sum of all, the given one included; and the limit that the sum reaches while each part stays below: None where
    their number, or the numbering in their titles, is telling.
    """

    others: tuple[EarlierContract, ...]
    total: float
    limit: float | None


def split_of(given: GivenPrice, others: Sequence[EarlierContract], thresholds: Thresholds) -> Split | None:
    """The split that a contract may belong to among the other contracts of its parties; None where nothing speaks for one."""
    if amends(given.title):
        return None
    likeness = likeness_to(given.title)
    near = [other for other in others if other.price.currency == given.price.currency and abs((other.on - given.on).days) <= thresholds.split_days]
    alike = [other for other in near if likeness(other.title) >= thresholds.split_likeness and not amends(other.title)]
    if not alike:
        return None
    entries = [(given.title, given.price.amount), *((other.title, other.price.amount) for other in alike)]
    # A contract that stands there twice alike was more likely entered twice; three and more alike are told by their number.
    distinct_total = sum(amount for _, amount in set(entries))
    largest = max(amount for _, amount in entries)
    limit = max((limit for limit in thresholds.split_limits if largest < limit <= distinct_total), default=None)
    if limit is None and len(entries) < thresholds.split_parts and not _numbered_parts(given, alike):
        return None
    return Split(tuple(sorted(alike, key=lambda other: other.on)), sum(amount for _, amount in entries), limit)


def _numbered_parts(given: GivenPrice, others: Sequence[EarlierContract]) -> bool:
    """Whether the titles of two contracts number parts of one work."""
    if not numbered(given.title):
        return False
    letters = letters_of(given.title)
    return any(numbered(other.title) and other.title != given.title and letters_of(other.title) == letters for other in others)


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
