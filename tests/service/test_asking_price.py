from __future__ import annotations

import numpy as np
import pytest

from service.asking_price import asking_price_check
from valuation.money import Money

LN_QUANTILES = np.log([10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000])


@pytest.mark.parametrize(("amount", "percentile", "anomaly"), [(100_000, 50, False), (1_000_000, 95, False), (1, 0, True), (1e12, 100, True)])
def test_an_asking_price_stands_somewhere_in_the_distribution(amount: float, percentile: float, anomaly: bool) -> None:
    check = asking_price_check(Money(amount=amount, currency="CNY"), LN_QUANTILES, "CNY")
    assert check.percentile == pytest.approx(percentile, abs=0.5)
    assert check.anomaly is anomaly
    assert check.note.zh
    assert check.note.en


def test_nothing_is_converted_between_currencies() -> None:
    check = asking_price_check(Money(amount=100_000, currency="USD"), LN_QUANTILES, "CNY")
    assert (check.percentile, check.anomaly) == (None, None)
    assert "USD" in check.note.zh
    assert "CNY" in check.note.en


def test_without_a_price_head_there_is_nothing_to_compare() -> None:
    check = asking_price_check(Money(amount=100_000), None, None)
    assert (check.percentile, check.anomaly) == (None, None)
