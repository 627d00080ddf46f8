"""What an answer says from evidence, beside the model: given only where evidence came with the achievement, refused prices or not."""

from __future__ import annotations

from datetime import date

from valuation.achievement import Achievement
from valuation.valuation import FiveScores, FiveSignals, PriceEstimate
from valuation.value_evidence.scoring import EvidenceValues, score_values


def evidence_values_of(
    achievement: Achievement, on: date, scores: FiveScores | None = None, signals: FiveSignals | None = None, price: PriceEstimate | None = None
) -> EvidenceValues | None:
    """The five values by the achievement's indicator records; the model's own estimates stand beside them with weight 0."""
    if not achievement.indicators and achievement.values_by_evidence is None:
        return None
    asked = achievement.values_by_evidence
    return score_values(
        achievement.indicators, achievement.achievement_class, achievement.technology_field, on, request=asked, estimates=scores, signals=signals, price=price
    )
