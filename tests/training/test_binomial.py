from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.binomial import wilson_band


def test_the_band_is_that_of_wilson() -> None:
    assert wilson_band(0.9, 100) == pytest.approx((0.8256, 0.9448), abs=1e-4)
    assert wilson_band(1.0, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


@given(st.integers(1, 5_000), st.floats(0, 1))
def test_it_holds_the_share_stays_inside_0_and_1_and_narrows_with_n(n: int, share: float) -> None:
    low, high = wilson_band(share, n)
    assert 0 <= low <= share + 1e-9 and share - 1e-9 <= high <= 1
    closer = wilson_band(share, 4 * n)
    assert closer[1] - closer[0] < high - low


def test_it_holds_the_true_share_about_95_times_in_100_even_for_small_n() -> None:
    generator = np.random.default_rng(0)
    for n in (15, 60):
        ends = [wilson_band(float(generator.binomial(n, 0.9)) / n, n) for _ in range(3_000)]
        assert 0.92 < np.mean([low <= 0.9 <= high for low, high in ends]) < 0.985
