"""What the price check reads under a price's name, the models never see: one table of names serves both."""

from __future__ import annotations

import itertools
import re

import pytest

from valuation.features import compose_text
from valuation.price_check.stated_price import stated_prices

CHINESE = ("技术交易额", "合同总价款", "合同费用", "技术转让费", "许可使用费", "服务报酬", "挂牌价")
ENGLISH = ("contract amount", "license fee", "purchase price", "asking price", "total fee")
CHINESE_AMOUNTS = (
    ("30万元", "30万", "3万5千", "1亿3000万", "300000", "1,200,000", "叁拾万元整", "35.6(万元)", "CNY 300,000"),
    ("", ":", "为", "：人民币", "(人民币)即", "（万元）：", " "),
)
ENGLISH_AMOUNTS = (("300000", "30万", "3万5千", "1,200,000", "CNY 300,000", "$1.2 million", "300k USD"), (" ", ": ", " is ", " of "))


def masked_where_read(text: str) -> bool:
    """Whether a price is read there; it must then be masked."""
    if not stated_prices(text):
        return False
    masked = compose_text("", text)
    assert "<amount>" in masked and not re.search(r"\d", masked), text
    return True


@pytest.mark.parametrize("name", CHINESE)
def test_every_chinese_amount_that_is_read_is_masked(name: str) -> None:
    assert sum(masked_where_read(f"本项目{name}{link}{amount}。") for amount, link in itertools.product(*CHINESE_AMOUNTS)) > 10


@pytest.mark.parametrize("name", ENGLISH)
def test_every_english_amount_that_is_read_is_masked(name: str) -> None:
    assert sum(masked_where_read(f"The {name}{link}{amount}.") for amount, link in itertools.product(*ENGLISH_AMOUNTS)) > 5
