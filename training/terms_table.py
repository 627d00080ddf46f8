"""On which terms deals are paid, printed while tables are read: what share of each contract type has no cash price, and so is spoken of by no estimate."""

from __future__ import annotations

from rich.table import Table

from models.terms import TermsSegment, TermsShares
from valuation.codes import LISTS

MOST = 6
"""Segments of type and seller that are printed, the largest; all stand in the shares themselves."""


def terms_table(shares: TermsShares) -> Table:
    """One line a segment: deals counted and the share of each of the terms that occur at all, in per cent after borrowing."""
    codes = [each.terms for each in shares.whole.shares if each.rows]
    labels = LISTS["deal_terms"]
    table = Table(title="Terms of deals, % (thin segments lean on wider ones)", title_justify="left")
    for heading in ("contract type", "kind of seller", "deals", *(labels.label(code, "en") for code in codes)):
        named = heading in ("contract type", "kind of seller")
        table.add_column(heading, justify="left" if named else "right", no_wrap=named)
    narrow = sorted((each for each in shares.segments if each.seller_kind), key=lambda each: -each.rows)
    for segment in (shares.whole, *(each for each in shares.segments if not each.seller_kind), *narrow[:MOST]):
        table.add_row(*_names(segment), f"{segment.rows:,}", *(f"{100 * segment.share_of(code):.1f}" for code in codes))
    left = len(narrow) - MOST
    more = f"{left:,} narrower segments more. " if left > 0 else ""
    table.caption = f"{more}Terms unknown in {shares.unknown:,} rows. Strength {shares.strength:g} [A], version {shares.version}."
    return table


def _names(segment: TermsSegment) -> tuple[str, str]:
    types, kinds = LISTS["contract_type"], LISTS["party_kind"]
    kind = segment.seller_kind
    named = types.label(segment.contract_type, "en") if segment.contract_type in types.entries else segment.contract_type or "all"
    return named, f"{kind} {kinds.label(kind, 'en')}" if kind.isdecimal() and kind in kinds.entries else kind
