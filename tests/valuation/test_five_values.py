"""The five values have fixed names; a score and a signal are never called the same."""

from __future__ import annotations

import numpy as np

from valuation.five_values import ESTIMATE, SCORE_QUANTILES, SCORE_RANGE, SIGNAL, VALUE_NAMES, VALUES, dominant


def test_the_five_values_stand_in_their_fixed_order_with_labels() -> None:
    assert VALUES == ("scientific", "technical", "economic", "social", "cultural")
    assert tuple(VALUE_NAMES) == VALUES
    assert [zh for zh, _ in VALUE_NAMES.values()] == ["科学价值", "技术价值", "经济价值", "社会价值", "文化价值"]


def test_scores_run_from_0_to_100_with_a_median_between_two_bounds() -> None:
    assert SCORE_RANGE == (0.0, 100.0)
    assert SCORE_QUANTILES == (0.05, 0.50, 0.95)


def test_an_estimate_and_a_signal_are_told_apart() -> None:
    assert "experts" in ESTIMATE and "not a degree of value" in SIGNAL


def test_the_value_with_the_highest_signal_dominates() -> None:
    signals = {"social": np.asarray([0.7, 0.2, 0.5]), "technical": np.asarray([0.3, 0.8, 0.5])}
    assert dominant(signals, 3) == ["social", "technical", "technical"]  # equals: the first of the fixed order


def test_one_signal_alone_and_no_signal_dominate_nothing() -> None:
    assert dominant({}, 2) == dominant({"social": np.asarray([0.9, 0.9])}, 2) == [None, None]


def test_a_row_with_an_unknown_signal_has_no_dominant_value() -> None:
    assert dominant({"social": np.asarray([0.7, np.nan]), "technical": np.asarray([0.3, 0.8])}, 2) == ["social", None]
