"""One record read: the anchor at which its indicator stands, capped by the grade of its evidence, or the reason why it has no score.

The order of the reasons is that of an appraiser's questions: is it of this class, is it evidenced and checked, does it count at this date, and what does it
show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.note import Note
from valuation.value_evidence.anchors import Anchors, anchors_of
from valuation.value_evidence.citations import too_early
from valuation.value_evidence.evidence_grade import capped
from valuation.value_evidence.experts import agreed_anchor
from valuation.value_evidence.indicator_record import IndicatorRecord
from valuation.value_evidence.measure import Amount

AnchorBy = Literal["experts", "appraiser", "value"]


@dataclass(frozen=True)
class Judgement:
    """What a record says of its indicator: `score` 0-100 on an `anchor`, or `reason` why none; `value_anchor`: what the value alone reaches."""

    record: IndicatorRecord
    anchors: Anchors | None
    anchor: int | None = None
    anchor_by: AnchorBy | None = None
    value_anchor: int | None = None
    score: int | None = None
    reason: Note | None = None


def judged(record: IndicatorRecord, achievement_class: str, technology_field: str | None, on: date, gate_level: int | None = None) -> Judgement:
    """The record as it counts for an achievement of this class and field on this day; `gate_level`: what maturity evidence bears out, 0-9, if any came."""
    if record.indicator.achievement_class not in (None, achievement_class):
        return Judgement(record, None, reason=Note.said("value_scores.other_class"))
    anchors, amounts = anchors_of(record.code, achievement_class, technology_field), record.amounts()
    reason = _unevidenced(record, on) or _not_counting(record, amounts, on)
    if reason is not None or record.evidence_grade is None:
        return Judgement(record, anchors, reason=reason)
    reached = anchors.reached(amounts)
    found, by = _anchor(record, anchors, amounts, reached)
    if isinstance(found, Note):
        return Judgement(record, anchors, value_anchor=reached, reason=found)
    if record.indicator.role == "veto" and reached not in (None, found):
        return Judgement(record, anchors, value_anchor=reached, reason=Note.said("value_scores.entries_disagree"))
    if gate_level is not None and _above_gate(anchors, amounts, found, gate_level):
        supported = say("maturity_gate.below_level_1") if gate_level == 0 else gate_level
        return Judgement(record, anchors, value_anchor=reached, reason=Note.said("value_scores.differs_from_gate", level=supported))
    return Judgement(record, anchors, found, by, reached, capped(found, record.evidence_grade))


def _unevidenced(record: IndicatorRecord, on: date) -> Note | None:
    """Rule R1: no evidence id, no score; nor without its grade, its date and whoever checked it."""
    if not (record.evidence_id or "").strip():
        return Note.said("value_scores.no_evidence_id")
    if record.evidence_grade is None:
        return Note.said("value_scores.no_evidence_grade")
    if not (record.checked_by or "").strip():
        return Note.said("value_scores.no_checker")
    if record.on is None:
        return Note.said("value_scores.no_date")
    return Note.said("value_scores.later_evidence") if record.on > on else None


def _not_counting(record: IndicatorRecord, amounts: tuple[Amount, ...], on: date) -> Note | None:
    """What some indicators ask for beyond evidence: a source, three years for citations, that this deal is left out; and nothing published later."""
    indicator = record.indicator
    if any(measure.published is not None and measure.published > on for measure in record.measures):
        return Note.said("value_scores.later_publication")
    if indicator.excludes_this_deal and record.from_this_contract is None:
        return Note.said("value_scores.own_deal_unsaid")
    valued = [measure for measure in record.measures if measure.value not in (None, "")]
    if indicator.citations:
        return too_early(valued or [record], on)
    if indicator.source_needed and not all((measure.source or "").strip() for measure in valued or [record]):
        return Note.said("value_scores.no_source")
    if len(amounts) < len(valued):
        return Note.said("value_scores.no_unit")
    return None


def _anchor(record: IndicatorRecord, anchors: Anchors, amounts: tuple[Amount, ...], reached: int | None) -> tuple[int | Note, AnchorBy]:
    """The anchor and who found it: experts where they graded or must, else the appraiser, else the value itself."""
    if record.grades or record.indicator.fewest_experts:
        return agreed_anchor(record.indicator, record.grades), "experts"
    if record.anchor is not None:
        return record.anchor, "appraiser"
    if reached is not None:
        return reached, "value"
    if not amounts:
        return Note.said("value_scores.no_value"), "value"
    lacking = anchors.lacking(amounts)
    return Note.said("value_scores.value_incomplete", lacking=_listed(lacking)), "value"


def _above_gate(anchors: Anchors, amounts: tuple[Amount, ...], found: int, gate_level: int) -> bool:
    """Whether a record of maturity goes beyond the evidence gate, by its level or by the anchor that was chosen for it."""
    maturity = next((part for part in anchors.parts if part.unit_name == "trl"), None)
    if maturity is None:
        return False
    levels = [float(amount.value) for amount in amounts if amount.part == maturity.name]
    return found > maturity.anchor(gate_level) or any(level > gate_level for level in levels)


def _listed(names: tuple[Bilingual, ...]) -> Bilingual:
    return Bilingual(zh="、".join(name.zh for name in names), en=", ".join(name.en for name in names))
