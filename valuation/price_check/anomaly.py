"""An anomaly flag: a stable code, a reason in both languages and the figures behind it. A flag asks for a person's look and accuses nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.price_check.thresholds import Thresholds

AnomalyCode = Literal["far_outside_interval", "text_amount_disagrees", "split_contracts", "serial_relisting"]
ANOMALY_CODES: tuple[AnomalyCode, ...] = ("far_outside_interval", "text_amount_disagrees", "split_contracts", "serial_relisting")
"""In the order in which they are told."""

EvidenceKind = Literal["interval_low", "interval_high", "corrected_amount", "stated_amount", "contract", "listing"]


class Evidence(AnswerPart):
    """One figure behind a flag: the interval's ends, the amount if the unit is wrong, what the text states, an earlier contract or listing."""

    kind: EvidenceKind
    amount: float | None = Field(default=None, description="in units of the currency; null for a listing without a price")
    currency: str | None = None
    id: str | None = Field(default=None, description="of the earlier contract or listing, as given")
    on: date | None = None
    quote: str | None = Field(default=None, description="the words of the text")


class AnomalyFlag(AnswerPart):
    """Why a person should look at the price. `code` is stable: branch on it, show the sentences."""

    code: AnomalyCode
    zh: str
    en: str
    evidence: tuple[Evidence, ...] = ()
    false_alarm_rate: float | None = Field(
        description="share of ordinary prices that this flag alone marks, as measured with these thresholds; null where no real table could tell"
    )

    @classmethod
    def said(cls, code: AnomalyCode, reason: Bilingual, evidence: Sequence[Evidence], thresholds: Thresholds) -> AnomalyFlag:
        """The flag with its reason from the catalogue and the rate measured for it."""
        rate: float | None = getattr(thresholds.false_alarms, code)
        return cls(code=code, zh=reason.zh, en=reason.en, evidence=tuple(evidence), false_alarm_rate=rate)
