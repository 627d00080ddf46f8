"""Weights of the indicators in each value, by class, and of the values in a total that is asked for. Whole percents, so that sums are exact.

Own proposal [A], versioned and printed with every score: no official weights were found. The totals' weights are those of `docs/values.md`; the shares of the
indicators follow how much each says by itself. A deduction takes its percents off the score; a veto has no weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from valuation.value_evidence.indicator import Role

VERSION = "2026-11"

Weights = Mapping[str, int]
Planned = tuple[str, Role, int]
"""An indicator's code, its role in a dimension, and its percent."""

DIMENSIONS = ("scientific", "technical", "economic", "social", "cultural", "social_and_cultural", "transfer_potential")
"""What is scored: the five values, and the two that the 4+1 shape has of its own."""

INDICATOR_WEIGHTS: dict[str, dict[str, Weights]] = {
    "basic": {
        "scientific": {"SB1": 35, "SB2": 25, "SB3": 15, "SB4": 10, "SB5": 15},
        "technical": {"TB1": 35, "TB2": 20, "TB3": 25, "TB4": 20},
        "economic": {"EB1": 40, "EB2": 30, "EB3": 30},
        "social": {"OB1": 60, "OB2": 40},
        "cultural": {"CB1": 40, "CB2": 30, "CB3": 30},
        "social_and_cultural": {"OB1": 35, "OB2": 25, "CB1": 16, "CB2": 12, "CB3": 12},
        "transfer_potential": {"PA1": 25, "PA2": 10, "PA3": 15, "PA4": 15, "PA5": 15, "PA6": 20},
    },
    "applied": {
        "scientific": {"SA1": 35, "SA2": 25, "SA3": 25, "SA4": 15},
        "technical": {"TA1": 30, "TA2": 20, "TA3": 25, "TA4": 15, "TA5": 10},
        "economic": {"EA1": 25, "EA2": 20, "EA3": 25, "EA4": 20, "EA5": 10},
        "social": {"OA1": 30, "OA2": 30, "OA3": 20, "OA4": 20},
        "cultural": {"CA1": 40, "CA2": 30, "CA3": 30},
        "social_and_cultural": {"OA1": 22, "OA2": 22, "OA3": 16, "OA4": 16, "CA1": 10, "CA2": 7, "CA3": 7},
        "transfer_potential": {"PA1": 25, "PA2": 10, "PA3": 20, "PA4": 15, "PA5": 10, "PA6": 20},
    },
    "development": {
        "scientific": {"ST1": 40, "ST2": 35, "ST3": 25},
        "technical": {"TT1": 25, "TT2": 20, "TT3": 20, "TT4": 15, "TT5": 20},
        "economic": {"ET1": 30, "ET2": 20, "ET3": 20, "ET4": 15, "ET5": 15},
        "social": {"OT1": 30, "OT2": 20, "OT3": 15, "OT4": 15, "OT5": 20},
        "cultural": {"CT1": 35, "CT2": 35, "CT3": 30},
        "social_and_cultural": {"OT1": 23, "OT2": 16, "OT3": 12, "OT4": 12, "OT5": 17, "CT1": 7, "CT2": 7, "CT3": 6},
        "transfer_potential": {"PA1": 20, "PA2": 20, "PA3": 20, "PA4": 10, "PA5": 15, "PA6": 15},
    },
}
"""Class → dimension → indicator → percent."""

DEDUCTIONS: dict[str, dict[str, Weights]] = {"basic": {"social": {"OB3": 30}, "social_and_cultural": {"OB3": 20}}, "applied": {}, "development": {}}
"""Class → dimension → indicator → the points that its worst anchor takes off."""

VETOES: dict[str, dict[str, tuple[str, ...]]] = {"basic": {"cultural": ("CB4",), "social_and_cultural": ("CB4",)}, "applied": {}, "development": {}}
"""Class → dimension → indicators that must not fail; a failed one leaves every dimension unscored."""

VALUE_WEIGHTS: dict[str, Weights] = {
    "basic": {"scientific": 55, "technical": 20, "economic": 5, "social": 10, "cultural": 10},
    "applied": {"scientific": 20, "technical": 40, "economic": 20, "social": 15, "cultural": 5},
    "development": {"scientific": 5, "technical": 25, "economic": 50, "social": 15, "cultural": 5},
}
"""Class → value → percent of a total."""


@cache
def plan_of(achievement_class: str, dimension: str) -> tuple[Planned, ...]:
    """The indicators of a dimension in a class: the weighted ones, then what is deducted, then what must not fail."""
    weighted = INDICATOR_WEIGHTS[achievement_class][dimension]
    deducted = DEDUCTIONS[achievement_class].get(dimension, {})
    vetoes = VETOES[achievement_class].get(dimension, ())
    return (
        *((code, "weighted", percent) for code, percent in weighted.items()),
        *((code, "deduction", percent) for code, percent in deducted.items()),
        *((code, "veto", 0) for code in vetoes),
    )
