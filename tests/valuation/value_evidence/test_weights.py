"""Weights sum to one, are of indicators of their class and value, and keep citations small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.valuation.value_evidence.conftest import CLASSES
from valuation.value_evidence.indicators import INDICATORS
from valuation.value_evidence.weights import DEDUCTIONS, DIMENSIONS, INDICATOR_WEIGHTS, VALUE_WEIGHTS, VETOES, plan_of

PAGE = Path(__file__).parents[3] / "docs" / "values.md"
OF_WHAT = {"social_and_cultural": {"social", "cultural"}}


@pytest.mark.parametrize("achievement_class", CLASSES)
def test_the_weights_of_every_dimension_sum_to_one(achievement_class: str) -> None:
    assert tuple(INDICATOR_WEIGHTS[achievement_class]) == DIMENSIONS
    assert {sum(weights.values()) for weights in INDICATOR_WEIGHTS[achievement_class].values()} == {100}
    assert sum(VALUE_WEIGHTS[achievement_class].values()) == 100


@pytest.mark.parametrize("achievement_class", CLASSES)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_indicator_of_the_class_has_its_place_and_no_other_has(achievement_class: str, dimension: str) -> None:
    values = OF_WHAT.get(dimension, {dimension})
    wanted = {code for code, one in INDICATORS.items() if one.value in values and one.achievement_class in (None, achievement_class)}
    plan = plan_of(achievement_class, dimension)
    assert {code for code, _, _ in plan} == wanted and all(INDICATORS[code].role == role for code, role, _ in plan)


def test_citations_weigh_a_fifth_at_most() -> None:
    cited = [(code, percent) for by_class in INDICATOR_WEIGHTS.values() for weights in by_class.values() for code, percent in weights.items()]
    assert all(0 < percent <= 20 for code, percent in cited if INDICATORS[code].citations)


def test_the_weights_of_a_total_are_those_of_the_design() -> None:
    assert [tuple(VALUE_WEIGHTS[achievement_class].values()) for achievement_class in CLASSES] == [(55, 20, 5, 10, 10), (20, 40, 20, 15, 5), (5, 25, 50, 15, 5)]
    assert DEDUCTIONS["basic"]["social"] and VETOES["basic"]["cultural"]


def test_the_page_states_every_weight() -> None:
    page = PAGE.read_text("utf-8")
    for by_class in INDICATOR_WEIGHTS.values():
        for weights in by_class.values():
            assert " · ".join(f"{code} {percent}" for code, percent in weights.items()) in page
