"""How often deals of a kind are paid on which terms: shares by contract type and kind of seller, as counted in the tables that a bundle learned from.

A price estimate speaks of deals with a cash price alone; beside it a seller must see how many deals of its kind have none. Shares of a thin segment lean
on those of its contract type, and these on the whole: n counted deals count n, the wider segment `STRENGTH` [A].
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

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
