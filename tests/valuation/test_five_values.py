"""The five values have fixed names; a score and a signal are never called the same."""

from __future__ import annotations

from valuation.five_values import ESTIMATE, SCORE_QUANTILES, SCORE_RANGE, SIGNAL, VALUE_NAMES, VALUES


def test_the_five_values_stand_in_their_fixed_order_with_labels() -> None:
    assert VALUES == ("scientific", "technical", "economic", "social", "cultural")
    assert tuple(VALUE_NAMES) == VALUES
    assert [zh for zh, _ in VALUE_NAMES.values()] == ["科学价值", "技术价值", "经济价值", "社会价值", "文化价值"]


def test_scores_run_from_0_to_100_with_a_median_between_two_bounds() -> None:
    assert SCORE_RANGE == (0.0, 100.0)
    assert SCORE_QUANTILES == (0.05, 0.50, 0.95)


def test_an_estimate_and_a_signal_are_told_apart() -> None:
    assert "experts" in ESTIMATE and "not a degree of value" in SIGNAL
