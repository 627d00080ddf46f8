"""On which terms deals of a kind are made: how many have a cash price at all, and how many are free, for royalty alone, or against shares.

A price estimate speaks of deals with a cash price; these shares stand beside it, counted in the contracts that the bundle learned from.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.codes import LISTS
from valuation.codes.terms import WITHOUT_CASH_PRICE


class TermsShare(AnswerPart):
    """One kind of terms and its share of the deals, 0-1."""

    terms: str = Field(description="a code of the list deal_terms")
    label: Bilingual
    share: float


class DealTerms(AnswerPart):
    """Terms of deals of the narrowest segment that was counted; an empty name stands for all."""

    contract_type: str
    contract_type_label: Bilingual | None = Field(description="null for all, and for what the list contract_type does not hold")
    seller_kind: str
    seller_kind_label: Bilingual | None = Field(description="null for all")
    deals: int = Field(description="deals counted in the segment; thin segments lean on wider ones")
    without_cash_price: float = Field(description="share of deals that have no cash price: free, royalty alone, shares")
    shares: tuple[TermsShare, ...] = Field(description="the most frequent first; terms that do not occur are left out")
    version: str = Field(description="of how thin segments lean on wider ones: our own proposal")


def deal_terms(shares: Mapping[str, float], *, contract_type: str, seller_kind: str, deals: int, version: str) -> DealTerms:
    """The answer from shares by code, which sum to 1."""
    codes = LISTS["deal_terms"]
    found = sorted(((share, code) for code, share in shares.items() if share > 0), reverse=True)
    return DealTerms(
        contract_type=contract_type,
        contract_type_label=_label("contract_type", contract_type),
        seller_kind=seller_kind,
        seller_kind_label=_label("party_kind", seller_kind),
        deals=deals,
        without_cash_price=sum(share for share, code in found if code in WITHOUT_CASH_PRICE),
        shares=tuple(TermsShare(terms=code, label=codes.bilingual(code), share=share) for share, code in found),
        version=version,
    )


def _label(listed: str, code: str) -> Bilingual | None:
    codes = LISTS[listed]
    return codes.bilingual(code) if code in codes.entries else None
