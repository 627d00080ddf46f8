from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from models.tables.contract_table import ContractTable

SCORE = {"purpose": "score"}
KINDS = {"refined": {"column": "细类", "into": {"a": ["a", "b"]}, "missing": {"a": "a_or_b"}}}


def reasons(table: ContractTable) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.value) for each in table.rejects]


@pytest.fixture
def values(read, contracts):
    def of(name: str, attribute: dict[str, Any], rows: int = 3, **columns: list[Any]) -> tuple[list[Any], ContractTable]:
        table = read(contracts(rows, **columns), {"attributes": {name: attribute}})
        return list((table.columns.categories | table.columns.numbers)[name]), table

    return of


def test_a_constant_holds_for_every_row_and_goes_through_the_code_list(values):
    assert values("seller_kind", {"constant": "高等院校"})[0] == ["022"] * 3
    assert values("所在园区", {"constant": "东区"})[0] == ["东区"] * 3
    assert values("团队人数", {"constant": 3, "kind": "number"})[0] == [3.0] * 3


def test_a_pattern_picks_the_part_of_a_cell_that_counts(values):
    found, table = values("x", {"column": "号", "pattern": r"^\d{4}-(\d+)"}, 号=["2019-07", "2020-08", "?"])
    assert found == ["07", "08"] and reasons(table) == [(3, "号", "?")]
    lenient, table = values("x", {"column": "号", "pattern": r"^\d{4}-(\d+)", "others": "missing"}, 号=["2019-07", "2020-08", "?"])
    assert lenient == ["07", "08", ""] and not table.rejects


def test_a_number_is_read_out_of_words_by_a_pattern(values):
    assert values("n", {"column": "人", "pattern": r"(\d+)人", "kind": "number"}, 人=["共12人", "3人", "共7人"])[0] == [12.0, 3.0, 7.0]


def test_where_the_own_cell_is_empty_the_next_columns_are_asked_in_turn(values):
    attribute = {"column": "甲", "otherwise": [{"column": "乙", "codes": {"1": "b"}}, {"column": "丙"}]}
    assert values("x", attribute, 甲=["a", "", None], 乙=["1", "1", ""], 丙=["c", "c", "c"])[0] == ["a", "b", "c"]


def test_another_column_is_not_judged_where_it_is_not_asked(values):
    found, table = values("x", {"column": "甲", "otherwise": {"column": "乙", "codes": {"1": "b"}}}, 甲=["a", "a", ""], 乙=["?", "1", "1"])
    assert found == ["a", "a", "b"] and not table.rejects


def test_an_unreadable_cell_is_an_error_and_not_an_empty_one(values):
    found, table = values("x", {"column": "甲", "codes": {"1": "a"}, "otherwise": {"column": "乙"}}, 甲=["?", "1", ""], 乙=["b", "b", "b"])
    assert found == ["a", "b"] and reasons(table) == [(1, "甲", "?")]


def test_the_province_and_year_of_a_contract_number_stand_in_for_empty_cells(read, contracts):
    mapping = {
        "date": {"column": "签订日期", "otherwise": {"column": "编号", "pattern": r"^(\d\d)", "formats": ["%y"]}},
        "attributes": {"seller_region": {"column": "地区", "otherwise": {"column": "编号", "pattern": r"^\d\d(\d\d)"}}},
    }
    table = read(contracts(2, 编号=["08310101000001", "07110101000002"], 签订日期=["", "2007-03-01"], 地区=["", "浙江"]), mapping)
    assert table.columns.categories["seller_region"] == ["310000", "330000"]
    assert [str(day) for day in table.columns.dates] == ["2008-07-01", "2007-03-01"]


def test_numbers_are_taken_from_other_columns_too(values):
    found, _ = values("n", {"column": "甲", "kind": "number", "otherwise": {"column": "乙"}}, 甲=["1", "", ""], 乙=["9", "2", ""])
    assert np.array_equal(found, [1.0, 2.0, np.nan], equal_nan=True)


def test_a_finer_column_says_what_the_coarse_one_means(values):
    found, table = values("x", {"column": "粗类", **KINDS}, 5, 粗类=["a", "a", "a", "c", ""], 细类=["b", "a", "", "b", "b"])
    assert found == ["b", "a", "a_or_b", "c", ""] and not table.rejects


def test_a_finer_meaning_that_contradicts_the_coarse_one_rejects_the_row_with_both(values):
    found, table = values("x", {"column": "粗类", **KINDS}, 粗类=["a", "a", "a"], 细类=["z", "a", "z"])
    assert found == ["a"] and reasons(table) == [(1, "细类", "z"), (3, "细类", "z")]
    _, spelled = values("x", {"column": "粗类", **KINDS}, 粗类=["a", "a", "a"], 细类=["z", "a", "Z"])
    assert reasons(spelled) == [(1, "细类", "z"), (3, "细类", "Z")], "each row with what stands in it"
    assert "contradicts 粗类: a cannot be z" in table.rejects[0].reason and all(each.dropped for each in table.rejects)


def test_a_licence_inside_an_older_transfer_is_a_licence_and_an_undivided_one_is_neither(values):
    refined = {
        "column": "细类",
        "codes": {"技术秘密转让": "transfer_or_licence"},
        "into": {"technical_transfer": ["technical_transfer", "technical_licence", "transfer_or_licence"]},
        "missing": {"technical_transfer": "transfer_or_licence"},
    }
    cells = {"类型": ["技术转让"] * 4 + ["技术服务"], "细类": ["专利实施许可", "专利权转让", "", "技术秘密转让", ""]}
    found, _ = values("contract_type", {"column": "类型", "refined": refined}, 5, **cells)
    assert found == ["technical_licence", "technical_transfer", "transfer_or_licence", "transfer_or_licence", "technical_service"]


def test_scoring_reads_attributes_by_the_same_rules(read, contracts):
    attributes = {"x": {"column": "粗类", **KINDS}, "y": {"constant": "k"}, "z": {"column": "甲", "otherwise": {"column": "没有"}}}
    table = read(contracts(2, 粗类=["a", "a"], 细类=["z", ""], 甲=["1", ""]), {"attributes": attributes}, **SCORE)
    assert list(table.unreadable) == [0] and table.columns.categories["x"][1] == "a_or_b"
    assert table.columns.categories["y"] == ["k", "k"] and table.columns.categories["z"] == ["1", ""]


def test_a_finer_column_that_the_file_may_lack_leaves_the_meaning_open(read, contracts):
    mapping = {"table": {"optional": ["细类"]}, "attributes": {"x": {"column": "粗类", **KINDS}}}
    table = read(contracts(2, 粗类=["a", "c"]), mapping)
    assert table.columns.categories["x"] == ["a_or_b", "c"] and "no column 细类" in table.warnings[0].en
