"""Why a model does not answer. A refusal with a reason is a valid valuation.

Codes are stable: outside tools branch on them. Each has a sentence in Chinese and English (`refusal.<code>` in the catalogue).
"""

from __future__ import annotations

from enum import StrEnum

from valuation.bilingual import Bilingual
from valuation.catalogue import say


class Refusal(StrEnum):
    """The reason codes; the value is what appears in `reason`."""

    MISSING_ESSENTIALS = "missing_essentials"
    OUT_OF_DISTRIBUTION = "out_of_distribution"
    THIN_SUPPORT = "thin_support"
    DATE_OUTSIDE_SUPPORT = "date_outside_support"
    HEAD_ABSENT = "head_absent"
    UNREADABLE = "unreadable_row"

    @property
    def text(self) -> Bilingual:
        """The sentence of the code."""
        return say(f"refusal.{self.value}")
