"""What an answer says from evidence, beside the model: given only where evidence came with the achievement, refused prices or not."""

from __future__ import annotations

from datetime import date

from valuation.achievement import Achievement
from valuation.estimate import FiveScores, FiveSignals, MaturityEstimate, PriceEstimate
from valuation.features import MAX_TEXT
from valuation.maturity_gate.answer import MaturityGate
from valuation.maturity_gate.gate import assess
from valuation.maturity_hints.hints import Hint, hints
from valuation.value_evidence.scoring import EvidenceValues, score_values


def evidence_values_of(
    achievement: Achievement,
    on: date,
    scores: FiveScores | None = None,
    signals: FiveSignals | None = None,
    price: PriceEstimate | None = None,
    gate: MaturityGate | None = None,
) -> EvidenceValues | None:
    """The five values by the achievement's indicator records; the model's own estimates stand beside them with weight 0.

    No maturity that is recorded as an indicator may exceed what the gate's proofs bear out, where there are any.
    """
    if not achievement.indicators and achievement.values_by_evidence is None:
        return None
    return score_values(
        achievement.indicators,
        achievement.achievement_class,
        achievement.technology_field,
        on,
        request=achievement.values_by_evidence,
        estimates=scores,
        signals=signals,
        price=price,
        gate_level=None if gate is None else gate.level_evidence.level or 0,
    )


def maturity_gate_of(achievement: Achievement, on: date, suggested: MaturityEstimate | None = None) -> MaturityGate | None:
    """The level that the achievement's proofs bear out, beside the one that the text suggests and the one that a person confirmed."""
    return None if achievement.maturity_evidence is None else assess(achievement.maturity_evidence, on, suggested)


def maturity_hints_of(achievement: Achievement) -> tuple[Hint, ...]:
    """Where the description speaks of a proof that the gate asks for; as much of it as the model reads."""
    return hints(f"{achievement.title}\n{achievement.text}"[:MAX_TEXT])
