"""The truth about the five values, 0-100, and what labels show of it: experts' scores with rater noise, and which value dominates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate import figures as of
from training.simulate.facts import Facts, Numbers, Texts, of_topic
from valuation.five_values import SCORE_RANGE, VALUES

SCORED_SHARE, DOMINANT_SHARE = 0.35, 0.35
RATER_NOISE = 6.0
"""Standard deviation of a recorded score (mean of the raters) around the truth, in points [A]."""
DOMINANCE_NOISE = 0.3
"""Of the judgement which value dominates, in standard deviations of a value."""

_MIDDLE = {"scientific": 48.0, "technical": 52.0, "economic": 48.0, "social": 45.0, "cultural": 30.0}
_SPREAD = 13.0
_PER_LEVEL = {"scientific": -4.0, "technical": 2.0, "economic": 3.0}
_SOCIAL = {"environment": 14.0, "biomedicine": 12.0, "urban_construction_social": 10.0, "agriculture": 8.0, "transport": 6.0, "nuclear": 4.0}
_CULTURAL = {"urban_construction_social": 16.0, "agriculture": 3.0}


@dataclass(frozen=True)
class FiveValues:
    """`truth` (n, 5) free of noise, in the order of `VALUES`; `scores` (n, 5) as experts recorded them, NaN where nobody did; `dominant` (n,) or ""."""

    truth: Numbers
    scores: Numbers
    dominant: Texts


def draw_values(facts: Facts, generator: np.random.Generator) -> FiveValues:
    """Scores from maturity, seller, field, topic, novelty and market prospects, never from the price."""
    n = len(facts)
    truth = np.clip(_truth(facts, generator), *SCORE_RANGE)
    scored = generator.random(n) < SCORED_SHARE
    recorded = np.clip(np.round(truth + generator.normal(0, RATER_NOISE, truth.shape)), *SCORE_RANGE)
    relative = (truth - [_MIDDLE[value] for value in VALUES]) / _SPREAD + generator.normal(0, DOMINANCE_NOISE, truth.shape)
    judged = generator.random(n) < DOMINANT_SHARE
    dominant = np.where(judged, np.asarray(VALUES)[relative.argmax(axis=1)], "")
    return FiveValues(truth, np.where(scored[:, None], recorded, np.nan), dominant)


def _truth(facts: Facts, generator: np.random.Generator) -> Numbers:
    n = len(facts)
    known = {"economic": facts.market, "technical": facts.novelty}
    free = {value: known[value] if value in known else of_topic(value, facts.topics, generator) for value in VALUES}
    level = facts.levels - 6.0
    columns = [_MIDDLE[value] + _PER_LEVEL.get(value, 0.0) * level + _SPREAD * free[value] for value in VALUES]
    added: dict[str, NDArray[np.float64]] = {
        "scientific": np.where(facts.groups == of.PUBLIC, 6.0, 0.0),
        "technical": np.where(facts.ip_kinds == "invention_patent", 4.0, 0.0),
        "social": of.effect_of(facts.fields, _SOCIAL),
        "cultural": of.effect_of(facts.fields, _CULTURAL),
    }
    return np.column_stack([column + added.get(value, np.zeros(n)) for value, column in zip(VALUES, columns, strict=True)])
