"""A flag has a stable code, a reason in both languages and the rate measured for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from valuation.bilingual import Bilingual
from valuation.price_check.anomaly import ANOMALY_CODES, AnomalyCode, AnomalyFlag, Evidence
from valuation.price_check.thresholds import THRESHOLDS


@pytest.mark.parametrize("code", ANOMALY_CODES)
def test_a_flag_carries_the_rate_of_its_own_code(code: AnomalyCode) -> None:
    rates = replace(THRESHOLDS.false_alarms, **{code: 0.0042})
    flag = AnomalyFlag.said(code, Bilingual(zh="中", en="en"), [Evidence(kind="contract", amount=1.0)], replace(THRESHOLDS, false_alarms=rates))
    assert (flag.code, flag.zh, flag.en, flag.false_alarm_rate) == (code, "中", "en", 0.0042)


def test_an_unknown_code_is_no_flag() -> None:
    with pytest.raises(ValidationError):
        AnomalyFlag(code="looks_odd", zh="中", en="en", false_alarm_rate=0.0)
