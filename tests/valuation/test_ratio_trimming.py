from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.ratio_trimming import EXTREME, OUTLIER, beyond


def test_quartiles_stand_at_the_ranks_of_the_standard() -> None:
    ratios = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 100.0])  # quartiles at ranks 2.25 and 6.75: 2.25 and 6.75
    edge = 6.75 + OUTLIER * 4.5
    assert beyond(ratios, OUTLIER).tolist() == [False] * 7 + [True]
    ratios[-1] = edge
    assert not beyond(ratios, OUTLIER).any()
    ratios[-1] = edge + 1e-6
    assert beyond(ratios, OUTLIER)[-1] and not beyond(ratios, EXTREME).any()


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.floats(0.1, 10))
def test_what_is_extreme_is_an_outlier_and_no_scale_changes_it(given_ratios: list[float], scale: float) -> None:
    ratios = np.array(given_ratios)
    extreme, outlying = beyond(ratios, EXTREME), beyond(ratios, OUTLIER)
    assert not (extreme & ~outlying).any() and outlying.mean() <= 0.5
    doubled = beyond(2 * ratios, EXTREME)
    assert np.array_equal(doubled, extreme)
    assert scale and not beyond(np.full(3, scale), EXTREME).any()


@pytest.mark.parametrize("ranges", [OUTLIER, EXTREME])
def test_honest_skewness_loses_less_to_the_wider_fence(ranges: float) -> None:
    ratios = np.random.default_rng(0).lognormal(0, 0.4, 5_000)
    assert beyond(ratios, ranges).mean() < {OUTLIER: 0.06, EXTREME: 0.01}[ranges]
