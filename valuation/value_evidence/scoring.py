"""Indicator records → the five values by evidence, the two shapes, and a total where it is asked for: the one door of this room.

The class of the achievement decides which indicators count; without it nothing can be scored. Learned estimates, text signals and the model's price are
placed beside the finished scores. Cost: some 100 µs for a handful of records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.estimate import FiveScores, FiveSignals, PriceEstimate
from valuation.note import Note
from valuation.value_evidence import adapted_anchors, evidence_grade, indicators, weights
from valuation.value_evidence.beside import estimate_beside, price_beside, signal_beside
from valuation.value_evidence.bounded_score import Beside, score_value, unscored, unscored_value
from valuation.value_evidence.indicator_record import IndicatorRecord
from valuation.value_evidence.judgement import Judgement, judged
from valuation.value_evidence.request import EvidenceRequest, one_record_each
from valuation.value_evidence.shapes import DIMENSION_LABELS, Shape, shaped
from valuation.value_evidence.total import Total, total_of
from valuation.value_evidence.value_score import IndicatorUnscored, ValueScore


class EvidenceVersions(AnswerPart):
    """The versions of everything of our own that a score rests on."""

    indicators: str = indicators.VERSION
    anchors: str = adapted_anchors.VERSION
    weights: str = weights.VERSION
    evidence_caps: str = evidence_grade.VERSION


class EvidenceValues(AnswerPart):
    """The values by evidence. Each is null with a reason where its evidence is thin; there is no total unless it was asked for."""

    achievement_class: str | None
    technology_field: str | None
    on: date = Field(description="基准日")
    scientific: ValueScore
    technical: ValueScore
    economic: ValueScore
    social: ValueScore
    cultural: ValueScore
    social_and_cultural: ValueScore
    transfer_potential: ValueScore
    shapes: tuple[Shape, ...]
    total: Total | None = None
    unscored: tuple[IndicatorUnscored, ...] = Field(default=(), description="records that belong to no value of this class")
    reason: Note | None = Field(default=None, description="why nothing at all is scored")
    prizes: tuple[str, ...] = Field(default=(), description="displayed, never scored")
    versions: EvidenceVersions = EvidenceVersions()
    comparable: Bilingual = Field(default_factory=lambda: say("value_scores.comparable"), description="what these scores may be compared with")
    statement: Bilingual = Field(default_factory=lambda: say("value_scores.own_proposal"))


def score_values(
    records: Sequence[IndicatorRecord],
    achievement_class: str | None,
    technology_field: str | None,
    on: date,
    *,
    request: EvidenceRequest | None = None,
    estimates: FiveScores | None = None,
    signals: FiveSignals | None = None,
    price: PriceEstimate | None = None,
    gate_level: int | None = None,
) -> EvidenceValues:
    """The values of an achievement of a class and field (codes of the lists) on its valuation date.

    `estimates`, `signals` and `price` are the model's, shown beside. `gate_level` is the level 0-9 that the maturity evidence
    bears out, None where none was given: a record of maturity (TB2, TA3, TT1) above it does not count. Raises FieldError where an indicator has two records.
    """
    asked = request or EvidenceRequest()
    one_record_each(records)
    judgements = {} if achievement_class is None else {record.code: judged(record, achievement_class, technology_field, on, gate_level) for record in records}
    refused = Note.said("value_scores.class_missing") if achievement_class is None else _veto(judgements)
    model_price = price_beside(price)
    scores: dict[str, ValueScore] = {}
    for name, label in DIMENSION_LABELS.items():
        beside = Beside(estimate_beside(estimates, name), signal_beside(signals, name), model_price if name == "economic" else None)
        if achievement_class is None:
            scores[name] = unscored_value(name, label, Note.said("value_scores.class_missing"), beside)
        else:
            scores[name] = score_value(name, label, achievement_class, judgements, refused=refused, beside=beside)
    return EvidenceValues(
        achievement_class=achievement_class,
        technology_field=technology_field,
        on=on,
        **scores,
        shapes=shaped(scores),
        total=total_of(scores, achievement_class, refused=refused) if asked.total and achievement_class is not None else None,
        unscored=tuple(unscored(one for one in judgements.values() if one.anchors is None)),
        reason=refused,
        prizes=asked.prizes,
    )


def _veto(judgements: Mapping[str, Judgement]) -> Note | None:
    """Why nothing is scored, where two persons found that the integrity record fails."""
    failed = any(one.record.indicator.role == "veto" and one.anchor == 0 for one in judgements.values())
    return Note.said("value_scores.integrity_veto") if failed else None
