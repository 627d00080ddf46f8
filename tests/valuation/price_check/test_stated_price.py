"""A text's own price is read in every spelling, and no other amount is taken for it; whatever is read is hidden from the models."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.masking import mask_amounts
from valuation.price_check.stated_price import stated_prices

STATED = {
    "本合同技术交易额为120万元,其中设备款30万元": ("technology_amount", 1_200_000, "CNY"),
    "技术交易额（万元）：35.6": ("technology_amount", 356_000, "CNY"),
    "核定技术交易额￥1,200,000.00元": ("technology_amount", 1_200_000, "CNY"),
    "合同总价款为人民币（大写）伍拾万元整": ("contract_amount", 500_000, "CNY"),
    "转让费人民币叁拾万元整": ("contract_amount", 300_000, "CNY"),
    "技术转让费用共计人民币壹佰贰拾万元整": ("contract_amount", 1_200_000, "CNY"),
    "合同金额:300000元": ("contract_amount", 300_000, "CNY"),
    "合同金额 300000": ("contract_amount", 300_000, "CNY"),
    "合同额1亿3000万元": ("contract_amount", 130_000_000, "CNY"),
    "合同金额3万5千元": ("contract_amount", 35_000, "CNY"),
    "转让价格:120 万元": ("contract_amount", 1_200_000, "CNY"),
    "成交价约120万": ("contract_amount", 1_200_000, "CNY"),
    "交易金额100万美元": ("contract_amount", 1_000_000, "USD"),
    "合同价款（人民币）：捌万元": ("contract_amount", 80_000, "CNY"),
    "双方约定价款共计6.222万元": ("contract_amount", 62_220, "CNY"),
    "甲方应支付总费用1400万元": ("contract_amount", 14_000_000, "CNY"),
    "挂牌价 1,500,000元": ("asking_price", 1_500_000, "CNY"),
    "报价50万元": ("asking_price", 500_000, "CNY"),
    "contract price of $1.2 million": ("contract_amount", 1_200_000, "USD"),
    "The total contract value is RMB 1.2 million (CNY).": ("contract_amount", 1_200_000, "CNY"),
    "Licence fee: USD 500,000": ("contract_amount", 500_000, "USD"),
    "contract amount totals CNY 350,000": ("contract_amount", 350_000, "CNY"),
    "The contract amount was set at 2.5 million US dollars.": ("contract_amount", 2_500_000, "USD"),
    "合同总价款：35.6（万元）": ("contract_amount", 356_000, "CNY"),
    "转让费五十万余元": ("contract_amount", 500_000, "CNY"),
    "转让费50万元左右": ("contract_amount", 500_000, "CNY"),
    "最多分三期,合同总价款50万元": ("contract_amount", 500_000, "CNY"),
    "合同总价款50万元整,起始日为签订之日": ("contract_amount", 500_000, "CNY"),
    "asking price €2m": ("asking_price", 2_000_000, "EUR"),
}

OTHER = [
    "市场规模达100亿元,总投资2亿元,年产值5000万元",
    "累计签订销售合同金额2亿元",
    "已签订合同金额300万元",
    "同类技术转让费约50万元",
    "similar contract value of $2 million",
    "技术服务费10万元/年",
    "服务费用为3000元/吨",
    "licence fee of £20k per year",
    "转让费30-50万元",
    "合同金额30万元至50万元",
    "转让费分两期支付,首期20万元",
    "首期支付金额20万元",
    "许可费为销售额的5%",
    "合同金额2026年核定",
    "报价3天内有效",
    "purchase price of 20 million",
    "技术交易额按核定为准",
    "转让费五十余万元",
    "合同金额50000个",
    "不超过合同总价款50万元",
    "不低于双方约定价款50万元",
    "最高报价50万元",
    "报价为10万元起",
    "合同金额50万元以上",
    "合同金额50万元(含)以下",
    "转让费人民币伍拾万元以内",
    "at least a contract price of USD 500,000",
    "a licence fee not exceeding a contract value of $2 million",
    "contract price of USD 500,000 or more",
    "节约成本120万元,新增利润300万元",
]


@pytest.mark.parametrize("text", STATED)
def test_a_stated_price_is_read_in_every_spelling(text: str) -> None:
    (found,) = stated_prices(text)
    name, amount, currency = STATED[text]
    assert (found.name, found.currency) == (name, currency) and found.amount == pytest.approx(amount)
    assert found.quote in unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("text", OTHER)
def test_another_amount_is_no_stated_price(text: str) -> None:
    assert stated_prices(text) == ()


@pytest.mark.parametrize("text", [text for text in STATED if "（万元）" not in text])
def test_what_is_read_is_hidden_from_the_models(text: str) -> None:
    assert stated_prices(mask_amounts(unicodedata.normalize("NFKC", text).lower())) == ()


def test_two_names_of_one_amount_stay_apart_and_a_repeated_one_counts_once() -> None:
    found = stated_prices("合同总金额为60万元(其中技术交易额45万元)。合同总金额:60万元")
    assert [(price.name, price.amount) for price in found] == [("contract_amount", 600_000), ("technology_amount", 450_000)]


@given(st.integers(1, 999_999), st.sampled_from(["技术交易额为{}元", "合同总价:人民币{}元整", "contract price: CNY {}"]))
def test_every_amount_is_read_back(number: int, sentence: str) -> None:
    (found,) = stated_prices(sentence.format(f"{number:,}"))
    assert found.amount == number


@given(st.text(alphabet="合同金额技术交易额为人民币万元亿1,.23 ()¥$百十零壹price contract", max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(price.amount > 0 for price in stated_prices(text))


@pytest.mark.parametrize(
    "text",
    [
        "合同金额" * 5_000,
        "合同金额为" + "1," * 10_000,
        "合同金额 " + "(" * 10_000,
        "技术交易额" + "壹" * 19_000,
        "contract price " * 2_000,
        "合同金额" + "(约为" * 6_000,
        "合同金额(约为" * 3_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    stated_prices(text)
    assert time.perf_counter() - start < 1


def test_a_text_dense_with_leads_is_read_at_once() -> None:
    text = "转让费(约为合共(约为计达" * 1_500 + "5元"
    taken = []
    for _ in range(5):
        start = time.process_time()
        stated_prices(text)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.015
