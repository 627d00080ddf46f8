"""The truth about the five values, 0-100, and what labels show of it: experts' scores with rater noise, and which value dominates.

A true score follows from what the text says by grades, from the maturity and the field: nothing that a reader of the whole row could not know.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate.choices import effect_of
from training.simulate.facts import Facts, Numbers, Texts
from valuation.five_values import SCORE_RANGE, VALUES

SCORED_SHARE, DOMINANT_SHARE = 0.35, 0.35
RATERS, RATER_NOISE = 3, 9.0
"""Experts a record, and the standard deviation of one of them around the truth, in points [A]: their mean is recorded."""
DOMINANCE_NOISE = 0.3
"""Of the judgement which value dominates, in standard deviations of a value."""

MIDDLE = {"scientific": 46.0, "technical": 52.0, "economic": 50.0, "social": 45.0, "cultural": 30.0}
"""Score of the middle grade."""
PER_GRADE = 11.0
PER_LEVEL = {"scientific": -3.0, "technical": 1.5, "economic": 2.0}
OF_FIELD = {
    "social": {"environment": 10.0, "biomedicine": 9.0, "urban_construction_social": 8.0, "agriculture": 6.0, "transport": 5.0, "nuclear": 3.0},
    "cultural": {"urban_construction_social": 10.0, "agriculture": 3.0},
}


@dataclass(frozen=True)
class FiveValues:
    """`truth` (n, 5) free of noise, in the order of `VALUES`; `scores` (n, 5) as experts recorded them, NaN where nobody did; `dominant` (n,) or ""."""

    truth: Numbers
    scores: Numbers
    dominant: Texts


def draw_values(facts: Facts, generator: np.random.Generator) -> FiveValues:
    """Scores from grades, maturity and field, never from the price."""
    n = len(facts)
    truth = true_scores(facts)
    scored = generator.random(n) < SCORED_SHARE
    recorded = np.clip(np.round(truth + generator.normal(0, RATER_NOISE / np.sqrt(RATERS), truth.shape)), *SCORE_RANGE)
    relative = (truth - [MIDDLE[value] for value in VALUES]) / PER_GRADE + generator.normal(0, DOMINANCE_NOISE, truth.shape)
    judged = generator.random(n) < DOMINANT_SHARE
    dominant = np.where(judged, np.asarray(VALUES)[relative.argmax(axis=1)], "")
    return FiveValues(truth, np.where(scored[:, None], recorded, np.nan), dominant)


def true_scores(facts: Facts) -> NDArray[np.float64]:
    """(n, 5), within 0-100."""
    level = facts.levels - 6.0
    columns = [
        MIDDLE[value] + PER_GRADE * (facts.grades[:, at] - 3.0) + PER_LEVEL.get(value, 0.0) * level + effect_of(facts.fields, OF_FIELD.get(value, {}))
        for at, value in enumerate(VALUES)
    ]
    return np.clip(np.column_stack(columns), *SCORE_RANGE)
