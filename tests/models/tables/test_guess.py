from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from models.tables.guess import guess, role_of
from models.tables.raw_table import RawTable, plain
from models.tables.survey import survey


def of(**columns: list[Any]) -> Any:
    arrays = {name: plain(pa.array(cells)) for name, cells in columns.items()}
    return guess(survey(RawTable("t", tuple(arrays), arrays, len(next(iter(arrays.values()))))))


def names(column: Any) -> str | None:
    return None if column is None else column.name


def test_the_signing_date_is_preferred_to_the_day_of_registration():
    days = ["2019-05-01", "2019-06-01"]
    found = of(登记日期=days, 签订日期=days)
    assert names(found.date) == "签订日期" and found.left_out["登记日期"] == "another date"


def test_a_day_of_registration_alone_is_taken_with_a_question():
    found = of(登记日期=["2019-05-01", "2019-06-01"])
    assert names(found.date) == "登记日期" and "signing date" in found.questions["date"]


def test_the_fuller_of_two_dates_is_taken():
    found = of(award_date=["2019-05-01", None, None], award_year=[2018, 2019, 2020])
    assert names(found.date) == "award_year"


def test_a_range_of_dates_gives_its_start():
    found = of(起止年月=["2016.01-2018.12", "2017.01-2018.12"])
    assert names(found.date) == "起止年月" and found.date_pattern


@pytest.mark.parametrize(
    ("cells", "given"), [(["25/04/2019", "01/02/2020"], "%d/%m/%Y"), (["04/25/2019", "01/02/2020"], "%m/%d/%Y"), ([43586, 43587], "excel")]
)
def test_an_order_that_needs_naming_is_named(cells, given):
    assert of(sale_date=cells).date_format == given


@pytest.mark.parametrize(
    ("name", "cells", "unit", "concept"),
    [
        ("成交金额(万元)", [1.5, 2.5], "万元", "registered_contract_amount"),
        ("award_amount_usd", [50_000, 60_000], "USD", "grant_amount"),
        ("拍卖成交价", [150_000, 250_000], "元", "auction_price"),
        ("转让价", [15, 25], "万元", "negotiated_transfer_price"),
        ("contract_amount_10k_cny", [1, 2], "万元", "registered_contract_amount"),
        ("hammer_price_eur", [1, 2], "EUR", "auction_price"),
    ],
)
def test_unit_and_kind_of_the_amount_follow_from_its_name_and_size(name, cells, unit, concept):
    found = of(**{name: cells})
    assert (names(found.amount), found.unit, found.concept) == (name, unit, concept)


@pytest.mark.parametrize("name", ["挂牌价", "评估值", "asking_price", "deposit_amount", "经济价值评分"])
def test_what_is_no_agreed_price_is_never_taken_for_the_amount(name):
    assert of(**{name: [1, 2, 3]}).amount is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_technology_amount_is_preferred_to_the_contracts_total_and_the_other_is_asked_about(order):
    cells = {"合同成交总金额": ["120000", "340000", "560000"], "技术交易额(万元)": ["10", "30", "50"]}
    found = of(**dict(list(cells.items())[::order]))
    assert names(found.amount) == "技术交易额(万元)" and found.concept == "registered_technology_amount" and found.unit == "万元"
    assert "合同成交总金额" in found.questions["amount"]


def test_a_total_in_another_unit_than_the_amount_is_no_check_of_it():
    assert of(合同成交总金额=["120000", "340000", "560000"], 技术交易额=["10", "30", "50"]).total is None
    assert names(of(合同成交总金额=["12", "34", "56"], 技术交易额=["10", "30", "50"]).total) == "合同成交总金额"


def test_seller_and_buyer_are_parties_together_or_not_at_all():
    found = of(卖方名称=["甲大学", "乙公司"] * 3, 买方名称=["丙公司", "丁公司"] * 3)
    assert (names(found.seller), names(found.buyer)) == ("卖方名称", "买方名称") and not found.attributes
    assert of(卖方名称=["甲大学", "乙公司"] * 3).seller is None


def test_regions_and_countries_of_a_register_are_known_by_their_names_however_many_there_are():
    regions = [f"{province}{county:04d}" for province in (11, 31, 44) for county in range(101, 131)]
    found = {each.name for each in of(卖方行政区划=regions, 买方地区代码=regions, 卖方国别=["142", "502", "116"] * 30).attributes}
    assert found == {"seller_region", "buyer_region", "seller_country"}


def test_a_single_amount_raises_no_question_of_which():
    assert "amount" not in of(合同成交总金额=["120000", "340000", "560000"]).questions


def test_levels_ranges_and_stages_are_told_apart():
    found = of(trl_min=[1, 2], trl_max=[3, 4], trl_first=[1, 2])
    assert (names(found.low), names(found.high)) == ("trl_min", "trl_max") and "trl_first" in found.left_out
    assert names(of(成熟度=["3级", "4级"]).level) == "成熟度"
    assert names(of(研发阶段=["小试", "中试"]).stage) == "研发阶段"


def test_scores_and_grades_are_labels_and_never_attributes():
    found = of(科学价值=[80, 90], economic_value_score=[5, 6], 总评=["优", "良"])
    assert names(found.scores["scientific"]) == "科学价值" and names(found.scores["economic"]) == "economic_value_score"
    assert "总评" in found.left_out and not found.attributes


def test_every_column_has_a_role_or_a_reason():
    columns: dict[str, list[Any]] = {
        "row_id": ["a", "b"],
        "title": ["lamp", "wing"],
        "amount": [1, 2],
        "year": [2019, 2020],
        "empty": [None, None],
        "state": ["CA", "NY"],
    }
    found = of(**columns)
    roles = {name: role_of(found, name) for name in columns}
    assert all(role != "–" or reason for role, reason in roles.values())
    assert roles["row_id"][0] == "id" and roles["amount"][0] == "price.amount" and roles["empty"] == ("–", "empty")
