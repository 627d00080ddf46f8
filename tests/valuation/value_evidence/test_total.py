"""A total is given only when asked for, with bounds and with the sensitivity of its weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.valuation.value_evidence.conftest import CLASSES, ON, complete
from valuation.five_values import VALUES
from valuation.value_evidence.request import EvidenceRequest
from valuation.value_evidence.scoring import score_values
from valuation.value_evidence.total import Total, changed
from valuation.value_evidence.weights import INDICATOR_WEIGHTS, VALUE_WEIGHTS


def total(achievement_class: str, **anchors: int) -> Total:
    """The total of a class whose values stand wholly at these anchors; a value that is not named has no evidence."""
    weights = INDICATOR_WEIGHTS[achievement_class]
    records = [complete(code, anchor) for value, anchor in anchors.items() for code in weights[value]]
    records += [complete("OB3", 100)] if achievement_class == "basic" and "social" in anchors else []
    found = score_values(records, achievement_class, None, ON, request=EvidenceRequest(total=True)).total
    assert found is not None
    return found


def test_there_is_no_total_unless_it_is_asked_for() -> None:
    assert score_values([complete("TA3")], "applied", None, ON).total is None


def test_a_total_is_the_weighted_sum_of_the_class() -> None:
    found = total("applied", scientific=100, technical=75, economic=50, social=25, cultural=0)
    assert found.score == found.low == found.high == pytest.approx(0.2 * 100 + 0.4 * 75 + 0.2 * 50 + 0.15 * 25)
    assert found.weights == {"scientific": 0.2, "technical": 0.4, "economic": 0.2, "social": 0.15, "cultural": 0.05} and found.weights_version


def test_an_unscored_value_widens_the_bounds_and_thin_evidence_gives_no_total() -> None:
    found = total("applied", scientific=50, technical=50, economic=50)
    assert (found.low, found.score, found.high, found.coverage) == (40.0, 50.0, 60.0, 0.8)
    thin = total("applied", technical=50)
    assert thin.score is thin.low is thin.lowest is None and thin.sensitivity == ()
    assert thin.reason is not None and thin.reason.code == "evidence_insufficient" and "40%" in thin.reason.zh


def test_the_sensitivity_shows_each_weight_half_as_large_and_half_as_large_again() -> None:
    found = total("basic", scientific=100, technical=0, economic=0, social=0, cultural=0)
    (scientific,) = [one for one in found.sensitivity if one.value == "scientific"]
    assert found.score == pytest.approx(55) and (scientific.total_at_half, scientific.total_at_half_more) == pytest.approx((27.5, 82.5))
    assert (found.lowest, found.highest) == pytest.approx((27.5, 82.5)) and [one.value for one in found.sensitivity] == list(VALUES)


@given(st.sampled_from(CLASSES), st.sampled_from(VALUES), st.sampled_from((0.5, 1.5)))
def test_changed_weights_still_sum_to_one_and_stay_positive(achievement_class: str, value: str, factor: float) -> None:
    weights = {name: percent / 100 for name, percent in VALUE_WEIGHTS[achievement_class].items()}
    after = changed(weights, value, factor)
    assert sum(after.values()) == pytest.approx(1) and min(after.values()) > 0 and after[value] == pytest.approx(weights[value] * factor)


def test_it_says_that_it_ranks_nothing_across_classes_or_fields() -> None:
    found = total("applied", scientific=50, technical=50, economic=50)
    assert "不得用于跨类别、跨领域排名" in found.note.zh and "not rank across classes or fields" in found.note.en
