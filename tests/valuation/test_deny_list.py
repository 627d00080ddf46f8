"""No price enters a price by another name."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.achievement import PLAIN_FIELDS, Achievement, Bundle, Economics, Right, Terms
from valuation.deny_list import DENIED, denied, refuse_denied
from valuation.field_error import FieldError
from valuation.record import CODED_FIELDS

REFUSED = (
    *(
        "合同成交总金额",
        "合同成交总金额(万元)",
        "合同成交总金额（万元）",
        "合 同 成 交 总 金 额",
        "技术交易额",
        "技术交易额_万元",
        "成交额",
        "合同额",
        "总价款",
    ),
    *(
        "技术性收入",
        "technical_income",
        "TechnicalIncome",
        "定金",
        "定金(元)",
        "合同定金",
        "保证金",
        "履约保证金",
        "deposit",
        "contract_deposit",
        "bid_deposit",
    ),
    *("首付款", "首期付款金额", "分期付款", "第一期付款额", "入门费", "first_payment", "payment_1", "instalment_2_amount", "down payment", "upfront_fee"),
    *("佣金", "中介费", "中介服务费", "commission", "brokerage_fee", "团队奖励", "成果完成人奖励金额", "奖酬金", "team_reward", "reward"),
    *(
        "免税额",
        "减免税额",
        "印花税",
        "tax_exempted",
        "stamp_tax",
        "Stamp Duty",
        "taxExempted",
        "挂牌价",
        "挂牌价格",
        "List_Price",
        "listing price",
        "listPrice",
    ),
    *(
        "listprice",
        "底价",
        "保留价",
        "起拍价",
        "floor_price",
        "reserve price",
        "reserve",
        "评估值",
        "评估价值(万元)",
        "资产评估值",
        "评估备案号",
        "appraised_value",
    ),
    *("appraisal_filing_number", "assessed value", "valuation", "预计新增投入", "预计新增产值(万元)", "expected_added_input", "expected added output"),
    *("登记日期", "认定登记日期", "合同登记日期", "registration_date", "contract_registration_date", "有效期", "合同有效期", "有效期限", "validity_period"),
    *("valid until", "contract_term", "提成基数", "royalty_base", "asking_price", "askingPrice", "asking", "报价", "要价", "bid", "offer_price"),
    *("amount", "amounts", "price", "prices", "金额", "成交价", "成交价格", "转让价(元)", "单价", "award_amount", "award_amount_usd", "awardAmountUSD"),
    *(
        "contractAmount",
        "CONTRACT_AMOUNT",
        "contractamount",
        "contract_value",
        "deal value",
        "dealvalue",
        "Price(USD)",
        "price [CNY]",
        "total_price",
        "totalAmount",
    ),
    *(
        "ln_price",
        "log_amount",
        "log10 price",
        "price_p50",
        "price_point",
        "price_band",
        "amount_decile",
        "金额等级",
        "成交金额_其中设备",
        "成交金额排名",
        "amount_wan",
    ),
    *("approved_amount", "批准金额", "资助经费", "grant_amount_2019", "total_obligation", "ecMaxContribution", "consideration", "proceeds", "price_excl_vat"),
    *("economic_score", "value_economic", "score_economic", "scoreScientific", "technical_rating", "mean_social_score", "value_scientific", "cultural value"),
    *("经济价值得分", "五元价值总分", "科学价值评分", "社会价值", "技术价值(分)", "价值等级", "专家评分", "expert_score", "value_scores"),
    *("truth_median_wan", "truth_level", "truth_economic", "ground_truth"),
)

INNOCENT = (
    *("n_employees", "phase", "technology_field", "project_duration", "price_concept", "valuation_date", "rd_cost", "annual_sales", "amount_of_energy_saved"),
    *("award_year", "award_date", "award_id", "award_number", "program", "agency", "branch", "company", "state", "woman_owned", "hubzone", "topic_code"),
    *("项目类别", "依托单位", "起止年月", "总评", "起始年", "项目名称", "summary_impact_type", "ics_gpa", "output_gpa", "unit_of_assessment_name"),
    *("price_index", "pricing_mode", "paramount_count", "patent_registration_date", "专利有效期", "证书有效期", "软著登记日期", "稳定金属含量", "性价比"),
    *(
        "评价等级",
        "成熟度评估结果",
        "价值类型",
        "vapor_deposition",
        "deposition_rate",
        "mineral_deposit",
        "european_commission",
    ),
    *(
        "commissioning_year",
        "royalty_rate",
        "定价方式",
        "支付方式",
        "mode_of_payment",
        "计划来源",
        "登记编号",
        "registration_number",
        "n_patents",
        "floor_area",
    ),
    *(
        "reserve_capacity",
        "bidirectional",
        "milestone_count",
        "product_price",
        "产品价格",
        "原材料价格",
        "研发投入",
        "年销售收入",
        "annual_turnover",
        "tax_basis",
    ),
    *("energy_saved_kwh", "reward_model", "quantity", "", "金", "价", "value", "invalidity", "offered_support"),
    *("credit_score", "test_score", "maturity_score", "novelty_score", "technical_field", "social_credit_code", "economic_sector", "technical_grade"),
    *("信用评分", "测试得分", "价值分类", "主导价值", "dominant_value", "expert_count", "专家人数", "技术分值化方法", "scientific_discipline"),
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_price_is_refused_under_any_name(name: str) -> None:
    assert denied(name) is not None
    with pytest.raises(FieldError) as caught:
        refuse_denied(name)
    assert caught.value.field == name
    assert "never an input to the price" in caught.value.reason
    assert caught.value.fix


@pytest.mark.parametrize("name", INNOCENT)
def test_an_innocent_name_passes(name: str) -> None:
    assert denied(name) is None
    refuse_denied(name)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("List_Price", "list price"),
        ("底价", "floor"),
        ("asking_price", "asking"),
        ("定金", "deposits"),
        ("佣金", "commissions"),
        ("登记日期", "registration"),
        ("印花税", "taxes"),
        ("评估值", "appraisal"),
        ("技术性收入", "technical income"),
        ("award_amount_usd", "amount of the deal"),
        ("economic_score", "scores of value"),
    ],
)
def test_the_reason_is_that_of_its_own_group(name: str, word: str) -> None:
    found = denied(name)
    assert found is not None and word in found.reason


def test_everything_on_the_list_is_refused_as_it_stands_there() -> None:
    assert [name for group in DENIED for name in group.names if denied(name.strip("*")) is None] == []


def test_no_fact_of_an_achievement_is_on_the_list() -> None:
    fields = [*CODED_FIELDS, *PLAIN_FIELDS, *Terms.model_fields, *Right.model_fields, *Economics.model_fields, "right_count"]
    fields += [f"bundle_{name}" for name in Bundle.model_fields]
    # These hold prices for a person to compare with; none is a fact that a model reads.
    fields += [name for name in Achievement.model_fields if name not in ("asking_price", "contract_price", "earlier_prices")]
    assert [name for name in fields if denied(name)] == []


@given(
    st.sampled_from(["contract_amount", "list_price", "deposit", "award_amount_usd", "royalty_base", "金额", "成交价", "合同有效期", "评估值"]),
    st.sampled_from([str.upper, str.title, lambda name: name.replace("_", "-"), lambda name: name.replace("_", " "), lambda name: name.replace("_", "")]),
    st.sampled_from(["", " ", "(万元)", "（元）", "_usd", " [CNY]", "_2019", "{kEUR}"]),
)
def test_decoration_hides_nothing(name: str, spelling: object, after: str) -> None:
    assert callable(spelling)
    assert denied(spelling(name) + after) is not None


@given(st.text(max_size=300))
def test_any_text_is_a_name_that_can_be_asked_about(name: str) -> None:
    assert denied(name) is None or denied(name) in DENIED


@pytest.mark.parametrize("piece", ["技术合同", "log10", "1", "total ", "入门费", "price ", "ln", "(", "amount_of_"])
def test_a_hostile_name_costs_no_time(piece: str) -> None:
    began = time.perf_counter()
    denied(piece * (2_000 // len(piece)) + "!x")
    assert time.perf_counter() - began < 0.5


def test_a_very_long_name_is_not_kept_in_memory() -> None:
    name = "colour of the device " * 50_000
    tracemalloc.start()
    for at in range(20):
        denied(f"{at} {name}")
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept < 1_000_000  # 21 MB in the cache
