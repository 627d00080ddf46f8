"""Indicators of the five values as a register of evidence would hold them: the true number, the number recorded, and the grade of its evidence.

One per kind of evidence of `design/indicators.md`: SB5, TA1, EA1, OA1, OT2, CA1. What a holder states of itself (grade D) flatters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulate.choices import Choices
from training.simulate.facts import Facts, Numbers, Texts
from valuation.five_values import VALUES

INDICATORS = {
    "citation_percentile": "scientific",
    "benchmark_ratio": "technical",
    "cost_saving": "economic",
    "emission_saving": "social",
    "people_served": "social",
    "people_trained": "cultural",
}
"""Indicator → value. Units: percentile 0-100, ratio, %, t CO2e a year, persons, persons."""
SHARES = {"citation_percentile": 0.30, "benchmark_ratio": 0.45, "cost_saving": 0.40, "emission_saving": 0.25, "people_served": 0.30, "people_trained": 0.20}
"""Share of contracts that have the number at all [A]."""
GRADES = Choices({"A": 0.15, "B": 0.25, "C": 0.30, "D": 0.30}, {})
NOISE = {"A": 0.02, "B": 0.05, "C": 0.10, "D": 0.15}
FLATTERY = 0.25
"""ln by which a number of grade D is too good on average [A]."""


@dataclass(frozen=True)
class Indicators:
    """`truth` and `recorded` (n, 6) in the order of `INDICATORS`, NaN where a contract has none; `grades` (n,) A-D, "" where it has none at all."""

    truth: Numbers
    recorded: Numbers
    grades: Texts


def draw_indicators(facts: Facts, generator: np.random.Generator) -> Indicators:
    """Numbers that grow with the grade of their value."""
    n = len(facts)
    truth = np.column_stack([_truth(name, facts, generator) for name in INDICATORS])
    truth[generator.random(truth.shape) >= np.asarray([SHARES[name] for name in INDICATORS])] = np.nan
    grades = GRADES.draw(generator.random(n))
    noise = np.select([grades == one for one in NOISE], list(NOISE.values()))
    shift = np.where(grades == "D", FLATTERY, 0.0)
    recorded = truth * np.exp(shift[:, None] + noise[:, None] * generator.normal(0, 1, truth.shape))
    recorded[:, 0] = np.minimum(recorded[:, 0], 99.0)
    return Indicators(truth, _significant(recorded), np.where(np.isfinite(truth).any(axis=1), grades, ""))


def _truth(name: str, facts: Facts, generator: np.random.Generator) -> NDArray[np.float64]:
    grade = facts.grades[:, VALUES.index(INDICATORS[name])] - 3.0
    chance = generator.normal(0, 1, len(facts))
    match name:
        case "citation_percentile":
            found = np.clip(50 + 18 * grade + 9 * chance, 1, 99)
        case "benchmark_ratio":
            found = np.exp(0.10 + 0.14 * grade + 0.07 * chance)
        case "cost_saving":
            found = np.clip(12 * np.exp(0.35 * grade + 0.25 * chance), 0.5, 70)
        case _:
            scale = {"emission_saving": 2_000.0, "people_served": 5_000.0, "people_trained": 120.0}[name]
            found = np.maximum(scale * np.exp(1.1 * grade + 0.5 * facts.size + 0.6 * chance), 1.0)
    return found


def _significant(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded to three significant digits."""
    step = 10 ** (np.floor(np.log10(np.where(np.isfinite(values), values, 1.0))) - 2)
    return np.asarray(np.round(np.round(values / step) * step, 4))
