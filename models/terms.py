"""How often deals of a kind are paid on which terms: shares by contract type and kind of seller, as counted in the tables that a bundle learned from.

A price estimate speaks of deals with a cash price alone; beside it a seller must see how many deals of its kind have none. Shares of a thin segment lean
on those of its contract type, and these on the whole: n counted deals count n, the wider segment `STRENGTH` [A].
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from models.tables.contract_table import ContractTable
from valuation.codes import LISTS
from valuation.features import category

VERSION = "2026-11"
STRENGTH = 20.0
"""Deals that the wider segment counts for in a narrower one."""
CODES = tuple(LISTS["deal_terms"].entries)
SEGMENTED_BY = ("contract_type", "seller_kind")
"""From the wider to the narrower; a table that lacks an attribute has "" there."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TermsShare(_Frozen):
    """One kind of terms: code of `deal_terms`, deals counted, share (0-1) after borrowing from the wider segment."""

    terms: str
    rows: int = Field(ge=0)
    share: float = Field(ge=0, le=1)


class TermsSegment(_Frozen):
    """Deals of one segment whose terms are known. An empty name stands for all, `shares` is in the order of the code list and sums to 1."""

    contract_type: str = ""
    seller_kind: str = ""
    rows: int = Field(ge=0)
    shares: tuple[TermsShare, ...]

    def share_of(self, *terms: str) -> float:
        """Share of deals on any of those terms."""
        return sum(each.share for each in self.shares if each.terms in terms)


class TermsShares(_Frozen):
    """Shares of the whole, of each contract type, and of each contract type and kind of seller; `unknown` rows say nothing of their terms."""

    version: str = VERSION
    strength: float = STRENGTH
    unknown: int = Field(ge=0)
    whole: TermsSegment
    segments: tuple[TermsSegment, ...]

    def of(self, contract_type: str | None, seller_kind: str | None) -> TermsSegment:
        """The narrowest segment that was counted for a deal of that kind."""
        asked, kind = category(contract_type), category(seller_kind)
        found = {(each.contract_type, each.seller_kind): each for each in self.segments}
        return found.get((asked, kind)) or found.get((asked, "")) or self.whole


def terms_shares(tables: Sequence[ContractTable]) -> TermsShares | None:
    """The shares in all tables together; None where no deal tells its terms."""
    rows = [row for table in tables for row in _rows(table)]
    known = [row for row in rows if row[0]]
    if not known:
        return None
    terms = np.asarray([CODES.index(row[0]) for row in known])
    types, kinds = (np.asarray([row[at] for row in known], dtype=np.str_) for at in (1, 2))
    whole = _counts(terms)
    shares = whole / whole.sum()
    segments: list[TermsSegment] = []
    for contract_type in sorted(set(types.tolist()) - {""}):
        own = types == contract_type
        type_shares = _leaning(_counts(terms[own]), shares)
        segments.append(_segment(_counts(terms[own]), type_shares, contract_type))
        for kind in sorted(set(kinds[own].tolist()) - {""}):
            counts = _counts(terms[own & (kinds == kind)])
            segments.append(_segment(counts, _leaning(counts, type_shares), contract_type, kind))
    return TermsShares(unknown=len(rows) - len(known), whole=_segment(whole, shares), segments=tuple(segments))


def _rows(table: ContractTable) -> Iterable[tuple[str, ...]]:
    """Terms, contract type and kind of seller of each row of a table that tells terms at all."""
    if not table.terms:
        return ()
    blank = [""] * len(table)
    return zip(table.terms, *(table.columns.categories.get(name, blank) for name in SEGMENTED_BY), strict=True)


def _counts(terms: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.bincount(terms, minlength=len(CODES)).astype(np.float64)


def _leaning(counts: NDArray[np.float64], wider: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((counts + STRENGTH * wider) / (counts.sum() + STRENGTH))


def _segment(counts: NDArray[np.float64], shares: NDArray[np.float64], contract_type: str = "", seller_kind: str = "") -> TermsSegment:
    each = tuple(TermsShare(terms=code, rows=int(n), share=float(share)) for code, n, share in zip(CODES, counts, shares, strict=True))
    return TermsSegment(contract_type=contract_type, seller_kind=seller_kind, rows=int(counts.sum()), shares=each)
