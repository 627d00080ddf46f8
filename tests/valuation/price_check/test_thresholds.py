"""The limits are a version of their own, in order, and say how often they are wrong."""

from __future__ import annotations

from dataclasses import asdict

from valuation.price_check.anomaly import ANOMALY_CODES
from valuation.price_check.thresholds import THRESHOLDS


def test_every_flag_has_a_measured_rate_within_the_stated_one() -> None:
    rates = asdict(THRESHOLDS.false_alarms)
    assert rates.keys() == {*ANOMALY_CODES, "any_flag"}
    assert all(0 <= rates[code] <= rates["any_flag"] for code in ANOMALY_CODES)
    assert rates["any_flag"] <= 0.01 and THRESHOLDS.version


def test_a_wrong_unit_is_a_larger_step_than_the_least_factor() -> None:
    assert THRESHOLDS.beyond > 0
    assert all(factor > THRESHOLDS.least_factor > 1 for factor in THRESHOLDS.unit_factors)
    assert list(THRESHOLDS.split_limits) == sorted(THRESHOLDS.split_limits)
