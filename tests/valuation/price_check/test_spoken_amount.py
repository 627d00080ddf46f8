"""An amount is said as people write it, in four digits."""

from __future__ import annotations

import pytest

from valuation.price_check.spoken_amount import spoken


@pytest.mark.parametrize(
    ("amount", "currency", "zh", "en"),
    [
        (1_200_000, "CNY", "120万元", "CNY 1,200,000"), (123_456_789, "CNY", "1.235亿元", "CNY 123,500,000"), (9_999.6, "CNY", "1万元", "CNY 10,000"),
        (35.5, "CNY", "35.5元", "CNY 35.5"), (0.00123456, "CNY", "0.001235元", "CNY 0.001235"), (99_999_999, "CNY", "1亿元", "CNY 100,000,000"),
        (150_000, "USD", "150,000 USD", "USD 150,000"),
    ],
)  # fmt: skip
def test_an_amount_in_both_languages(amount: float, currency: str, zh: str, en: str) -> None:
    said = spoken(amount, currency)
    assert (said.zh, said.en) == (zh, en)
