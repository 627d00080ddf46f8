"""The terms of deals in an answer: from the shares that a bundle's manifest holds, for the achievement's contract type and kind of seller."""

from __future__ import annotations

from functools import lru_cache

from models.terms import TermsShares
from valuation.achievement import Achievement
from valuation.deal_terms import DealTerms, deal_terms


class PaymentTerms:
    """What one bundle knows of the terms of deals; None throughout where it was not told any."""

    def __init__(self, shares: TermsShares | None) -> None:
        self._shares = shares
        self._of = lru_cache(maxsize=1024)(self._counted)

    def of(self, achievement: Achievement) -> DealTerms | None:
        """The terms of deals of the achievement's kind."""
        return self._of(achievement.contract_type, achievement.seller_kind)

    def _counted(self, contract_type: str | None, seller_kind: str | None) -> DealTerms | None:
        if self._shares is None:
            return None
        segment = self._shares.of(contract_type, seller_kind)
        counted = {one.terms: one.share for one in segment.shares}
        return deal_terms(counted, contract_type=segment.contract_type, seller_kind=segment.seller_kind, deals=segment.rows, version=self._shares.version)
