from __future__ import annotations

import pytest

from models.tables import column_names


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("ID", "合同登记编号"),
        ("ID", "row_id"),
        ("TITLE", "项目名称"),
        ("TITLE", "Award Title"),
        ("TEXT", "技术内容摘要"),
        ("KEYWORDS", "关键词"),
        ("AMOUNT", "成交金额(万元)"),
        ("AMOUNT", "award_amount_usd"),
        ("NO_AMOUNT", "挂牌价"),
        ("UNIT", "币种"),
        ("DATE", "签订日期"),
        ("DATE_LAST", "合同登记日期"),
        ("PROJECT", "项目批准号"),
        ("MATURITY", "trl_min"),
        ("STAGE", "研发阶段"),
        ("DEAL", "受让方名称"),
        ("RANGE", "2016.01-2018.12"),
        ("SELLER_NAME", "卖方名称"),
        ("BUYER_NAME", "受让人"),
        ("TOTAL", "合同成交总金额(万元)"),
    ],
)
def test_usual_names_are_known(pattern, name):
    assert getattr(column_names, pattern).search(name)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("TITLE", "卖方名称"),
        ("TITLE", "unit_of_assessment_name"),
        ("ID", "width"),
        ("MATURITY", "control"),
        ("KEYWORDS", "stages"),
        ("RANGE", "2016-01-02"),
        ("SELLER_NAME", "卖方性质"),
        ("TOTAL", "技术交易额"),
    ],
)
def test_lookalikes_are_not(pattern, name):
    assert not getattr(column_names, pattern).search(name)
