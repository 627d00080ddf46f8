"""The limits are a version of their own, in order, and say how often they are wrong."""

from __future__ import annotations

import math
from dataclasses import asdict

from valuation.price_check.anomaly import ANOMALY_CODES
from valuation.price_check.thresholds import THRESHOLDS


def test_every_flag_has_a_measured_rate_within_the_stated_one() -> None:
    rates = asdict(THRESHOLDS.false_alarms)
    assert rates.keys() == {*ANOMALY_CODES, "any_flag", "any_flag_high"}
    assert all(rate <= rates["any_flag"] for code in ANOMALY_CODES if (rate := rates[code]) is not None)
    assert rates["any_flag"] <= 0.01 and THRESHOLDS.version


def test_no_rate_claims_certainty() -> None:
    rates = asdict(THRESHOLDS.false_alarms)
    assert rates["serial_relisting"] is None and all(rate is None or rate > 0 for rate in rates.values())


def test_the_upper_end_is_that_of_the_measured_share() -> None:
    marked, rows, z = 7, 765, 1.959964
    share = marked / rows
    upper = (share + z**2 / (2 * rows) + z * math.sqrt(share * (1 - share) / rows + (z / (2 * rows)) ** 2)) / (1 + z**2 / rows)
    assert (round(share, 4), round(upper, 4)) == (THRESHOLDS.false_alarms.any_flag, THRESHOLDS.false_alarms.any_flag_high)


def test_a_wrong_unit_is_a_larger_step_than_the_least_factor() -> None:
    assert THRESHOLDS.beyond > 0
    assert all(factor > THRESHOLDS.least_factor > 1 for factor in THRESHOLDS.unit_factors)
    assert list(THRESHOLDS.split_limits) == sorted(THRESHOLDS.split_limits)
