"""One answer holds the percentile and every flag; without a comparable estimate the text and the past still speak."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from valuation.price_check.check import PriceCheck, check_price
from valuation.price_check.given_price import ExpectedPrice
from valuation.price_check.thresholds import THRESHOLDS

LISTINGS = [{"price": {"amount": 2e6}, "on": f"2026-0{month}-01"} for month in range(1, 6)]
CONTRACTS = [{"title": "某系统开发", "price": {"amount": 9e5}, "on": f"2026-05-1{day}"} for day in range(5)]


def test_an_ordinary_price_has_a_percentile_and_no_flag(given_price, expected) -> None:
    check = check_price(given_price(1e6), expected)
    assert check.percentile == pytest.approx(50) and check.anomaly is False and check.flags == ()
    assert "98 %" in check.note.en and "98%" in check.note.zh
    assert (check.thresholds_version, check.false_alarm_rate) == (THRESHOLDS.version, THRESHOLDS.false_alarms.any_flag)


@pytest.mark.parametrize(("amount", "en", "zh"), [(1e5, "unusually low", "偏低"), (1e7, "unusually high", "偏高")])
def test_an_unusual_price_is_told_and_by_that_alone_no_anomaly(given_price, expected, amount: float, en: str, zh: str) -> None:
    check = check_price(given_price(amount), expected)
    assert en in check.note.en and zh in check.note.zh and check.anomaly is False


def test_every_flag_stands_in_one_answer_in_order(given_price, expected) -> None:
    contract = check_price(given_price(9.1e9, title="某系统开发", text="技术交易额91万元", history={"contracts": CONTRACTS}), expected)
    assert [flag.code for flag in contract.flags] == ["far_outside_interval", "text_amount_disagrees", "split_contracts"]
    listing = check_price(given_price(1e6, kind="asking_price", text="挂牌价1元", history={"listings": LISTINGS}), expected)
    assert [flag.code for flag in listing.flags] == ["text_amount_disagrees", "serial_relisting"]
    assert contract.anomaly and listing.anomaly


def test_without_an_estimate_the_text_still_speaks(given_price, expected) -> None:
    for estimate, said in ((None, "no price"), (ExpectedPrice(expected.ln_quantiles, "USD"), "USD")):
        silent, flagged = (check_price(given_price(1e6, text=text), estimate) for text in ("", "技术交易额1元"))
        assert (silent.percentile, silent.anomaly) == (None, None) and said in silent.note.en
        assert (flagged.percentile, flagged.anomaly) == (None, True)


def test_quantiles_that_are_none_are_an_error(given_price) -> None:
    with pytest.raises(ValueError, match="7 ascending"):
        check_price(given_price(1e6), ExpectedPrice(np.zeros(7)[::-1] - np.arange(7), "CNY"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.floats(1e-2, 1e14))
def test_an_answer_survives_json_and_an_anomaly_has_a_flag(given_price, expected, amount: float) -> None:
    check = check_price(given_price(amount), expected)
    assert PriceCheck.model_validate_json(check.model_dump_json()) == check
    assert check.percentile is not None and 0 < check.percentile < 100
    assert check.anomaly == bool(check.flags)
