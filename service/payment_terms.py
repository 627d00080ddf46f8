"""The terms of deals in an answer: from the shares that a bundle's manifest holds, for the achievement's contract type and kind of seller."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from models.terms import TermsShares
from service.spoken import spoken
from valuation.achievement import Achievement
from valuation.bilingual import Language
from valuation.deal_terms import DealTerms, deal_terms


class PaymentTerms:
    """What one bundle knows of the terms of deals; None throughout where it was not told any."""

    def __init__(self, shares: TermsShares | None) -> None:
        self._shares = shares
        self._written = lru_cache(maxsize=2048)(self._write)

    def of(self, achievement: Achievement, language: Language | None = None) -> msgspec.Raw | None:
        """The terms of deals of the achievement's kind (`DealTerms`) as JSON."""
        return None if self._shares is None else self._written(achievement.contract_type, achievement.seller_kind, language)

    def counted(self, contract_type: str | None, seller_kind: str | None) -> DealTerms | None:
        """The terms of deals of a kind."""
        if self._shares is None:
            return None
        segment = self._shares.of(contract_type, seller_kind)
        counted = {one.terms: one.share for one in segment.shares}
        return deal_terms(counted, contract_type=segment.contract_type, seller_kind=segment.seller_kind, deals=segment.rows, version=self._shares.version)

    def _write(self, contract_type: str | None, seller_kind: str | None, language: Language | None) -> msgspec.Raw | None:
        return spoken(self.counted(contract_type, seller_kind), language)
