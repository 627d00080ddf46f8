from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from models.tables.known_columns import as_named, lacking
from models.tables.mapping_parts import TableLayout
from models.tables.raw_table import RawTable
from valuation.field_error import FieldError

TOTAL = {"price": {"concept": "registered_technology_amount", "amount": "技术额", "unit": "万元", "total": "总额"}}


def raw(*names: str) -> RawTable:
    return RawTable("t.csv", names, {name: pa.array([name], pa.large_string()) for name in names}, 1)


@pytest.mark.parametrize("name", ["技术交易额(万元)", "技术交易额（万元）", " 技术交易额 (万元)"])
def test_a_column_is_known_by_its_other_names_whatever_their_width_and_spaces(name):
    named = as_named(raw(name, "x"), TableLayout(also={"技术交易额": ("技术交易额(万元)",)}))
    assert named.names == ("技术交易额", "x") and named.columns["技术交易额"][0].as_py() == name


def test_a_name_with_another_unit_is_no_other_name():
    assert as_named(raw("技术交易额(元)"), TableLayout(also={"技术交易额": ("技术交易额(万元)",)})).names == ("技术交易额(元)",)


def test_the_own_name_wins_and_of_two_other_names_the_first():
    layout = TableLayout(also={"a": ("b", "c")})
    assert as_named(raw("b", "a"), layout).names == ("b", "a")
    assert as_named(raw("c", "b"), layout).names == ("a", "b")


def test_a_column_that_a_file_may_lack_is_empty_and_told():
    given = raw("a")
    named = as_named(given, TableLayout(optional=("a", "b")))
    assert named.columns["b"].to_pylist() == [None] and [each.en for each in lacking(given, named)] == ["t.csv: no column b; read as empty."]
    assert not lacking(given, as_named(given, TableLayout(optional=("a",))))


@pytest.mark.parametrize("cells", [None, ["", "-", None]])
def test_a_total_alone_is_learned_under_its_own_concept_and_said_so(read, contracts, cells):
    columns = contracts(3, 总额=["1", "2", "3"]) | ({} if cells is None else {"技术额": cells})
    table = read(columns, TOTAL)
    assert table.source.price.concept == "registered_contract_amount" and table.source.price.amount == "总额"
    assert np.array_equal(table.amounts, [10_000, 20_000, 30_000])
    (warning,) = table.warnings
    for said in ("总额", "技术额", "registered_contract_amount", "registered_technology_amount", "cannot be mixed"):
        assert said in warning.en
    assert "不能与后者的表格合并训练" in warning.zh and "合同成交总金额" in warning.zh


def test_a_table_with_neither_amount_is_refused(read, contracts):
    with pytest.raises(FieldError, match="has no such column"):
        read(contracts(2), TOTAL)


def test_one_amount_is_enough_for_the_table_to_keep_its_concept(read, contracts):
    table = read(contracts(3, 技术额=["1", "", ""], 总额=["1", "2", "3"]), TOTAL)
    assert table.source.price.concept == "registered_technology_amount" and not table.warnings and table.ids == ["A1"]
