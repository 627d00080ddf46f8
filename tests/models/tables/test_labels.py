from __future__ import annotations

import numpy as np

from models.tables.contract_table import ContractTable


def reasons(table: ContractTable) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.value) for each in table.rejects]


def test_a_free_contract_still_teaches_maturity(read, contracts):
    table = read(contracts(3, 金额=["0", "免费", "5"], 阶段=["小试", None, "小试"]), {"maturity": {"stage": "阶段", "stages": {"小试": [4, 5]}}})
    assert table.ids == ["A1", "A3"]
    assert np.isnan(table.amounts[0]) and table.amounts[1] == 50_000
    assert table.levels.tolist() == [[4, 5], [4, 5]]
    assert [(each.row, each.dropped) for each in table.rejects] == [(1, False), (2, True)]


def test_a_contract_in_another_currency_is_no_price_here(read, contracts):
    price = {"concept": "licence_fixed_fee", "amount": "金额", "unit_column": "单位", "currency": "CNY"}
    table = read(contracts(5, 金额=["1", "2", "3", "", "5"], 单位=["万元", "USD", "元", "", "两"]), {"price": price})
    assert table.ids == ["A1", "A3"] and table.amounts.tolist() == [10_000, 3]
    assert reasons(table) == [(2, "单位", "USD"), (4, "金额", ""), (5, "单位", "两")]


def test_levels_ranges_scores_and_dominant_values_are_labels(read, contracts):
    columns = contracts(4, low=[3, None, None, 12], high=[6, 4, None, 9], 分=["优", "82.5", None, "x"], 类=["技术价值", "social", "", "?"])
    mapping = {
        "maturity": {"low": "low", "high": "high"},
        "values": {"scores": {"economic": {"column": "分", "codes": {"优": 90}, "others": "keep"}}, "dominant": {"column": "类"}},
    }
    table = read(columns, mapping)
    assert table.levels.tolist() == [[3, 6], [1, 4], [0, 0]]
    assert table.scores[:, 2].tolist()[:2] == [90, 82.5] and np.isnan(table.scores[2]).all() and np.isnan(table.scores[:, 0]).all()
    assert table.dominant == ["technical", "social", ""]
    assert [field for _, field, _ in reasons(table)] == ["分", "low", "类"]


def test_a_score_outside_the_scale_is_rejected(read, contracts):
    table = read(contracts(2, 分=[50, 500]), {"values": {"scores": {"social": {"column": "分"}}}})
    assert table.ids == ["A1"] and "outside 0-100" in table.rejects[0].reason


def test_rows_of_one_id_stay_together_and_none_is_lost(read, contracts):
    table = read(contracts(3, 编号=["A1", "A1", "A2"]))
    assert table.ids == ["A1", "A1", "A2"] and table.projects[0] == table.projects[1] != table.projects[2]


def test_project_keys_join_rows(read, contracts):
    table = read(contracts(3, 项目=["P-1", "p1", "P2"]), {"project": {"keys": ["项目"]}})
    assert table.projects[0] == table.projects[1] != table.projects[2]
