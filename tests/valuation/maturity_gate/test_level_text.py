"""The level of the text is a distribution, shown as such."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.level_text import level_text


def test_the_median_and_the_expected_level_stand_beside_the_distribution() -> None:
    shown = level_text([0, 0, 0.1, 0.3, 0.2, 0.4, 0, 0, 0])
    assert shown.level == 5 and shown.expected == pytest.approx(4.9)
    assert shown.probabilities["6"] == 0.4 and list(shown.probabilities) == [str(level) for level in range(1, 10)]


@pytest.mark.parametrize(("probabilities", "median"), [([1, *[0] * 8], 1), ([*[0] * 8, 1], 9), ([0.5, 0.5, *[0] * 7], 1), ([1 / 9] * 9, 5)])
def test_the_median_is_the_first_level_with_half_of_the_probability(probabilities, median: int) -> None:
    assert level_text(probabilities).level == median


@pytest.mark.parametrize("probabilities", [[1.0], [0.5] * 9, [2, -1, *[0] * 7], [float("nan"), *[0.125] * 8]])
def test_what_is_no_distribution_is_refused(probabilities) -> None:
    with pytest.raises(ValueError, match="sum to one"):
        level_text(probabilities)
