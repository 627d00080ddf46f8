"""A price that the text contradicts is flagged; one agreeing mention, equipment in the total and other currencies are not."""

from __future__ import annotations

import pytest

from valuation.price_check.text_amount_disagrees import text_flag
from valuation.price_check.thresholds import THRESHOLDS


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("技术交易额为100万元", False),
        ("技术交易额为105万元, 含税", False),
        ("技术交易额为1000万元", True),
        ("技术交易额为100元", True),
        ("合同总价款120万元", False),
        ("合同总价款300万元, 其中技术交易额100万元", False),
        ("合同总价款100万元, 其中技术交易额10万元", True),
        ("合同总价款300万元", False),
        ("合同总价款30万元", True),
        ("合同总价款5000万元", True),
        ("合同总价款5000万元; 合同总价款调整为110万元", False),
        ("contract price of USD 9 million", False),
        ("挂牌价9000万元", False),
        ("市场规模达100亿元", False),
        ("", False),
    ],
)
def test_a_contract_against_its_text(given_price, text: str, flagged: bool) -> None:
    assert (text_flag(given_price(1e6, text=text), THRESHOLDS) is not None) is flagged


@pytest.mark.parametrize(("text", "flagged"), [("挂牌价100万元", False), ("挂牌价1万元", True), ("技术交易额1万元", False), ("转让费1万元", True)])
def test_a_listing_against_its_text(given_price, text: str, flagged: bool) -> None:
    assert (text_flag(given_price(1e6, kind="asking_price", text=text), THRESHOLDS) is not None) is flagged


@pytest.mark.parametrize(("text", "flagged"), [("合同总价款800万元", False), ("合同总价款100万元", True), ("技术交易额800万元", True)])
def test_the_whole_contract_is_held_against_its_total_where_that_is_given(given_price, text: str, flagged: bool) -> None:
    assert (text_flag(given_price(1e6, text=text, total=8e6), THRESHOLDS) is not None) is flagged


def test_the_title_counts_as_text(given_price) -> None:
    assert text_flag(given_price(1e6, title="某技术开发(合同金额1亿元)"), THRESHOLDS) is not None


def test_the_words_are_quoted_and_the_amount_is_told(given_price) -> None:
    flag = text_flag(given_price(1e6, text="双方约定，技术交易额为１０００万元。"), THRESHOLDS)
    assert flag is not None and "技术交易额为1000万元" in flag.zh and "100万元" in flag.zh and "CNY 1,000,000" in flag.en
    (evidence,) = flag.evidence
    assert (evidence.kind, evidence.amount, evidence.quote) == ("stated_amount", 1e7, "技术交易额为1000万元")
