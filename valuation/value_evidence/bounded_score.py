"""The score of one value from its indicators: bounds for what is missing, the middle, the coverage; null below 60 % coverage (rule R3).

Missing is not zero: the lower bound takes each missing indicator at 0, the upper at 100, and the score is the middle. Nothing is renormalised, so that a
score never rises because evidence was withheld. Sums are exact: percents times points, over 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from valuation.bilingual import Bilingual
from valuation.note import Note
from valuation.value_evidence.beside import LearnedEstimate, ShownPrice, TextSignal
from valuation.value_evidence.evidence_grade import HIGHEST
from valuation.value_evidence.experts import agreement
from valuation.value_evidence.indicator import Role
from valuation.value_evidence.judgement import Judgement
from valuation.value_evidence.value_score import IndicatorUnscored, IndicatorUsed, ValueScore
from valuation.value_evidence.weights import Planned, plan_of

LEAST_COVERAGE = 60
"""Percent of the weight that must be evidenced."""


class Beside(NamedTuple):
    """What is shown with one value and has no say in it."""

    estimate: LearnedEstimate | None = None
    signal: TextSignal | None = None
    model_price: ShownPrice | None = None


NOTHING_BESIDE = Beside()


def score_value(
    name: str, label: Bilingual, achievement_class: str, judgements: Mapping[str, Judgement], *, refused: Note | None = None, beside: Beside = NOTHING_BESIDE
) -> ValueScore:
    """The score of a dimension from the judgements by code; `refused` leaves it null for a reason of the whole answer (a veto)."""
    plan = plan_of(achievement_class, name)
    counting = {code: judgements[code] for code, _, _ in plan if code in judgements and judgements[code].score is not None}
    evidenced = sum([percent for code, role, percent in plan if role == "weighted" and code in counting])
    low, high = _bounds(plan, counting)
    reason = refused or (_thin(evidenced) if evidenced < LEAST_COVERAGE else None)
    return ValueScore(
        name=name,
        label=label,
        score=None if reason else (low + high) / 200,
        low=None if reason else low / 100,
        high=None if reason else high / 100,
        coverage=evidenced / 100,
        missing=tuple([code for code, _, _ in plan if code not in counting]),
        reason=reason,
        indicators=tuple([_used(counting[code], role, percent) for code, role, percent in plan if code in counting]),
        unscored=tuple(unscored([judgements[code] for code, _, _ in plan if code in judgements])),
        **beside._asdict(),
    )


def unscored_value(name: str, label: Bilingual, reason: Note, beside: Beside = NOTHING_BESIDE) -> ValueScore:
    """A dimension of which nothing can be said, not even what is missing."""
    return ValueScore(name=name, label=label, score=None, low=None, high=None, coverage=0.0, missing=(), reason=reason, **beside._asdict())


def unscored(judgements: Iterable[Judgement]) -> list[IndicatorUnscored]:
    """Those of the judgements that give no score, with their reasons."""
    return [
        IndicatorUnscored(code=one.record.code, label=one.record.indicator.label, evidence_id=one.record.evidence_id, reason=one.reason)
        for one in judgements
        if one.reason is not None
    ]


@cache
def _thin(covered: int) -> Note:
    return Note.said("value_scores.evidence_insufficient", coverage=covered, least=LEAST_COVERAGE)


def _bounds(plan: Sequence[Planned], counting: Mapping[str, Judgement]) -> tuple[int, int]:
    """Lower and upper bound in hundredths of a point: missing at 0 and at 100; a missing deduction in full and not at all."""
    low = high = 0
    for code, role, percent in plan:
        taken = 100 if role == "deduction" else 0
        score = counting[code].score if code in counting else None
        low += percent * ((0 if score is None else score) - taken)
        high += percent * ((100 if score is None else score) - taken)
    return max(low, 0), max(high, 0)


def _used(judgement: Judgement, role: Role, percent: int) -> IndicatorUsed:
    record, anchors = judgement.record, judgement.anchors
    anchor, by, score, grade = judgement.anchor, judgement.anchor_by, judgement.score, record.evidence_grade
    if anchors is None or anchor is None or by is None or score is None or grade is None:
        raise ValueError(f"{record.code} has no score to use")
    return IndicatorUsed(
        code=record.code,
        label=record.indicator.label,
        unit=record.indicator.unit,
        role=role,
        weight=percent / 100,
        anchor=anchor,
        anchor_text=anchors.texts[anchor],
        anchor_by=by,
        value_anchor=judgement.value_anchor,
        adapted_to=anchors.adapted_to,
        evidence_grade=grade,
        cap=HIGHEST[grade],
        score=score,
        points=percent * (score - (100 if role == "deduction" else 0)) / 100,
        experts=agreement(record.grades) if record.grades else None,
        value=record.value,
        counted=record.unit,
        on=record.on,
        evidence_id=record.evidence_id,
        checked_by=record.checked_by,
    )
