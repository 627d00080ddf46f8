"""The score of one value as it is answered, with every indicator that counts and every record that does not."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.note import Note
from valuation.value_evidence import weights
from valuation.value_evidence.beside import LearnedEstimate, ShownPrice, TextSignal
from valuation.value_evidence.evidence_grade import EvidenceGrade
from valuation.value_evidence.experts import Agreement
from valuation.value_evidence.indicator import Role
from valuation.value_evidence.judgement import AnchorBy


class IndicatorUsed(AnswerPart):
    """One indicator that counts: the anchor it stands at, the cap of its evidence, and its points in the value."""

    code: str
    label: Bilingual
    unit: Bilingual
    role: Role
    weight: float = Field(description="fraction of the value; of a deduction, of 100 points at most taken off; 0 of a veto")
    anchor: int = Field(description="0, 25, 50, 75 or 100")
    anchor_text: Bilingual = Field(description="the written anchor, for this class and field")
    anchor_by: AnchorBy = Field(description="who found it: experts, the appraiser, or the value by the anchors' figures")
    value_anchor: int | None = Field(description="the anchor that the value alone reaches, where it can be read; a difference is for the reader to weigh")
    adapted_to: str | None = Field(description="field or class whose figures the anchors have; null for the default's")
    evidence_grade: EvidenceGrade
    cap: int = Field(description="the highest score on evidence of this grade")
    score: int = Field(description="the anchor, at most the cap")
    points: float = Field(description="what it adds to the value's lower bound; negative for a deduction")
    experts: Agreement | None = Field(description="number, median and spread of the experts' grades, where they graded")
    value: float | str | None
    counted: str | None = Field(description="unit of the value, as given")
    on: date | None
    evidence_id: str | None
    checked_by: str | None


class IndicatorUnscored(AnswerPart):
    """A record that was given and does not count, with the reason."""

    code: str
    label: Bilingual
    evidence_id: str | None
    reason: Note


class ValueScore(AnswerPart):
    """One value. `score` is the middle of `low` and `high`; all three are null below 60 % coverage, and `reason` says so."""

    name: str
    label: Bilingual
    score: float | None
    low: float | None
    high: float | None
    coverage: float = Field(description="share of the weight that is evidenced, 0-1")
    missing: tuple[str, ...] = Field(description="codes of the indicators without a score")
    weights_version: str = weights.VERSION
    reason: Note | None = None
    indicators: tuple[IndicatorUsed, ...] = ()
    unscored: tuple[IndicatorUnscored, ...] = ()
    estimate: LearnedEstimate | None = Field(default=None, description="beside the score, weight 0")
    signal: TextSignal | None = Field(default=None, description="beside the score, weight 0")
    model_price: ShownPrice | None = Field(default=None, description="beside the economic value, weight 0")
