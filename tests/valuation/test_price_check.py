"""An asking price is compared, and flagged only when it is far out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.price_check import ANOMALY_CENTRAL_SHARE, check_asking

NORMAL = 12 + 0.8 * np.array([-1.6448536, -1.2815516, -0.6744898, 0.0, 0.6744898, 1.2815516, 1.6448536])


@pytest.mark.parametrize("z", [-2.3, -1.7, 0.0, 1.7, 2.3])
def test_a_price_inside_the_central_share_is_ordinary(z: float) -> None:
    check = check_asking(12 + 0.8 * z, NORMAL)
    assert not check.anomaly
    assert "central 98 %" in check.note and "98%" in check.note_zh


@pytest.mark.parametrize(("z", "word", "zh"), [(-2.4, "unusually low", "偏低"), (-9.0, "unusually low", "偏低"), (2.4, "unusually high", "偏高")])
def test_a_price_outside_the_central_share_is_an_anomaly_with_its_direction(z: float, word: str, zh: str) -> None:
    check = check_asking(12 + 0.8 * z, NORMAL)
    assert check.anomaly and word in check.note and zh in check.note_zh


def test_the_median_stands_at_50() -> None:
    assert check_asking(12.0, NORMAL).percentile == pytest.approx(50)


@given(st.floats(-40, 60))
def test_an_anomaly_is_a_percentile_outside_the_central_share(ln_amount: float) -> None:
    check = check_asking(ln_amount, NORMAL)
    assert check.anomaly == (abs(check.percentile - 50) > 50 * ANOMALY_CENTRAL_SHARE)


@pytest.mark.parametrize("ln_amount", [math.nan, math.inf, -math.inf])
def test_an_amount_without_a_logarithm_is_refused(ln_amount: float) -> None:
    with pytest.raises(ValueError, match="finite logarithm"):
        check_asking(ln_amount, NORMAL)
