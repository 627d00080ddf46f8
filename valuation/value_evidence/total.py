"""A total of the five values, only where it is asked for (rule R8): by class, with its weights, and with each weight 50 % lower and higher.

The total follows the rule of the values: an unscored one stands at 0 in the lower bound and at 100 in the upper, and below 60 % coverage there is none.
Totals of different classes or fields are not comparable, and nothing here ranks.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.note import Note
from valuation.value_evidence.bounded_score import LEAST_COVERAGE
from valuation.value_evidence.value_score import ValueScore
from valuation.value_evidence.weights import VALUE_WEIGHTS, VERSION

CHANGE = 0.5
"""By how much each weight is changed, as a fraction of itself; the others share the rest in proportion."""


class WeightSensitivity(AnswerPart):
    """One value's weight, and the total with that weight changed by half."""

    value: str
    label: Bilingual
    weight: float
    total_at_half: float = Field(description="the total with this weight 50 % lower")
    total_at_half_more: float = Field(description="the total with this weight 50 % higher")


class Total(AnswerPart):
    """A total with its bounds and its sensitivity to the weights; null with a reason where the evidence is too thin."""

    achievement_class: str
    score: float | None
    low: float | None
    high: float | None
    coverage: float
    weights: dict[str, float]
    weights_version: str = VERSION
    sensitivity: tuple[WeightSensitivity, ...] = ()
    lowest: float | None = Field(default=None, description="the lowest total of the sensitivity table")
    highest: float | None = Field(default=None, description="the highest one")
    reason: Note | None = None
    note: Bilingual = Field(default_factory=lambda: say("value_scores.total_note"))


def total_of(scores: Mapping[str, ValueScore], achievement_class: str, *, refused: Note | None = None) -> Total:
    """The total of the five values of a class; `refused` leaves it null for a reason of the whole answer."""
    weights = {value: percent / 100 for value, percent in VALUE_WEIGHTS[achievement_class].items()}
    covered = sum(VALUE_WEIGHTS[achievement_class][value] * scores[value].coverage for value in weights if scores[value].score is not None)
    thin = Note.said("value_scores.evidence_insufficient", coverage=f"{covered:.0f}", least=LEAST_COVERAGE) if covered < LEAST_COVERAGE else None
    reason = refused or thin
    empty = Total(achievement_class=achievement_class, score=None, low=None, high=None, coverage=round(covered / 100, 4), weights=weights, reason=reason)
    if reason is not None:
        return empty
    sensitivity = tuple(_sensitivity(value, weights, scores) for value in weights)
    totals = [total for one in sensitivity for total in (one.total_at_half, one.total_at_half_more)]
    low, high = _weighted(weights, scores, "low", 0.0), _weighted(weights, scores, "high", 100.0)
    return empty.model_copy(
        update={"score": round((low + high) / 2, 4), "low": low, "high": high, "sensitivity": sensitivity, "lowest": min(totals), "highest": max(totals)}
    )


def changed(weights: Mapping[str, float], value: str, factor: float) -> dict[str, float]:
    """The weights with one multiplied by a factor and the others scaled so that they still sum to 1."""
    weight = weights[value] * factor
    rest = (1 - weight) / (1 - weights[value])
    return {name: weight if name == value else other * rest for name, other in weights.items()}


def _sensitivity(value: str, weights: Mapping[str, float], scores: Mapping[str, ValueScore]) -> WeightSensitivity:
    less, more = (_middle(changed(weights, value, factor), scores) for factor in (1 - CHANGE, 1 + CHANGE))
    return WeightSensitivity(value=value, label=scores[value].label, weight=weights[value], total_at_half=less, total_at_half_more=more)


def _middle(weights: Mapping[str, float], scores: Mapping[str, ValueScore]) -> float:
    return round((_weighted(weights, scores, "low", 0.0) + _weighted(weights, scores, "high", 100.0)) / 2, 4)


def _weighted(weights: Mapping[str, float], scores: Mapping[str, ValueScore], bound: str, unknown: float) -> float:
    return round(sum(weight * (unknown if (known := getattr(scores[value], bound)) is None else known) for value, weight in weights.items()), 4)
