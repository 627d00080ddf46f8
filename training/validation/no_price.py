"""Deals without a price: free, for royalty alone, or undisclosed. They are no price of zero, and they are counted, for they are part of the market.

Of the patent licences recorded in China in 2022, 37.5 % were free and 4.3 % for royalty only (`docs/domain.md`): a model of prices speaks of the rest.
Reading a table has taken their price label away already (`models/tables/amounts.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from training.validation.evidence import Evidence
from training.validation.finding import Finding

Limits = Mapping[str, float]
SAID = {"free_deal": "free of charge", "royalty_only": "a royalty or a share", "zero_amount": "the amount is zero", "undisclosed": "no amount agreed"}
"""Finding → how the reason of such a reject begins (`models/tables/amounts.py`)."""


def free_deal(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Cells that say free of charge."""
    yield from _said(evidence, "free_deal")


def royalty_only(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Cells that name a royalty, a share or a percentage, and no amount."""
    yield from _said(evidence, "royalty_only")


def zero_amount(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Amounts of zero: free or for royalty only, the table does not say which."""
    yield from _said(evidence, "zero_amount")


def undisclosed(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Cells that say that no amount is agreed or disclosed."""
    yield from _said(evidence, "undisclosed")


def _said(evidence: Evidence, finding: str) -> Iterator[Finding]:
    start = 0
    for table in evidence.corpus.tables:
        place = {row: start + at for at, row in enumerate(table.rows.tolist())}
        start += len(table)
        for reject in table.rejects:
            if reject.reason.startswith(SAID[finding]):
                at = place.get(reject.row, -1)
                yield Finding("", "", "", "", table.source.name, reject.row, reject.id, reject.field, reject.value, reject.reason, "", at)
