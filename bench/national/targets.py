"""What a bundle of the simulated national market is to reach, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bench.national.anomalies import AnomaliesJudged
from bench.national.judged import MaturityJudged, PriceJudged, ScoreJudged
from bench.quality.targets import Target

TO_FLOOR = 1.10
COVERAGE = (0.88, 0.92)
WITHIN_ONE, STAGE = 0.85, 0.80
RANK = 0.8
FOUND, FALSE_ALARMS = 0.80, 0.01


def national_targets(
    floor: float, price: PriceJudged, maturity: MaturityJudged, scores: Sequence[ScoreJudged], anomalies: AnomaliesJudged
) -> tuple[Target, ...]:
    """Each with the figure that decides; all of simulated data."""
    low, high = COVERAGE
    ranks = [one.rank_correlation for one in scores]
    told = f"{np.mean(ranks):.3f} on the mean, {min(ranks):.3f} the least" if ranks else "no head"
    beyond = f"{price.rmse:.3f} against {floor:.3f}: {price.to_floor - 1:+.1%}"
    caught = ", ".join(f"{kind} {found}/{planted}" for kind, (found, planted) in anomalies.kinds.items())
    return (
        Target("RMSE of ln(price) within 10 % of the noise floor", beyond, price.to_floor <= TO_FLOOR),
        Target(f"the nominal 90 % interval covers {low}-{high}", f"{price.cover90:.3f}", low <= price.cover90 <= high),
        Target("maturity within one level at least 0.85", f"{maturity.within_one:.3f}", maturity.within_one >= WITHIN_ONE),
        Target("maturity in its stage (1-4, 5-7, 8-9) at least 0.80", f"{maturity.stage:.3f}", maturity.stage >= STAGE),
        Target("rank correlation of every learned score with the true one at least 0.8", told, bool(ranks) and min(ranks) >= RANK),
        Target("planted anomalies found at least 80 %", f"{anomalies.overall:.1%} ({caught})", anomalies.overall >= FOUND),
        Target("false alarms on clean rows at most 1 %", f"{anomalies.false_alarms:.2%} of {anomalies.clean:,}", anomalies.false_alarms <= FALSE_ALARMS),
    )
