from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.rejects import told
from valuation.field_error import FieldError

SCORE = {"purpose": "score"}
STAGED = {"maturity": {"stage": "阶段", "stages": {"小试": [4, 5]}}}


def reasons(table: ContractTable) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.value) for each in table.rejects]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet"])
@pytest.mark.parametrize("purpose", ["train", "score"])
def test_the_same_contracts_read_alike_from_every_format(write, contracts, name, purpose):
    mapping = Mapping.of(
        {
            "id": "编号",
            "title": "名称",
            "price": {"concept": "registered_contract_amount", "amount": "金额", "unit": "万元"},
            "date": {"column": "签订日期"},
            "attributes": {"人数": "number", "地区": "category"},
        }
    )
    columns = contracts(2, 金额=[12.5, 30.0], 签订日期=[date(2019, 5, 1), date(2020, 1, 2)], 人数=[3.0, None], 地区=["上海", "北京"])
    table = read_table(write(name, columns, **({"encoding": "gb18030"} if name == "t.csv" else {})), mapping, purpose=purpose)
    assert table.ids == ["A1", "A2"] and table.columns.text == ["一种电池材料"] * 2
    assert table.columns.dates.tolist() == [date(2019, 5, 1), date(2020, 1, 2)]
    assert np.array_equal(table.columns.numbers["人数"], [3.0, np.nan], equal_nan=True)
    assert table.columns.categories["地区"] == ["上海", "北京"]
    assert np.array_equal(table.amounts, [125_000, 300_000] if purpose == "train" else [np.nan] * 2, equal_nan=True)


def test_ids_are_kept_as_given(write):
    mapping = Mapping.of({"id": "id", "title": "t"})
    for name, ids in (("t.csv", ["007", " 8"]), ("t.parquet", [7, 8]), ("t.xlsx", [7, 8])):
        table = read_table(write(name, {"id": ids, "t": ["a", "b"]}), mapping)
        assert table.ids == [str(each) for each in ids]


def test_a_missing_column_names_its_key_and_the_nearest(read, contracts):
    columns = contracts(合同名称=["x"] * 3)
    del columns["名称"]
    with pytest.raises(FieldError, match="Did you mean '合同名称'") as caught:
        read(columns)
    assert caught.value.field == "contracts.toml: title" and caught.value.value == "名称" and "contracts.parquet" in caught.value.reason


def test_all_missing_columns_are_named_at_once(read):
    with pytest.raises(FieldError, match=r"Also absent: 名称 \(title\), 签订日期 \(date.column\), 金额 \(price.amount\)"):
        read({"其他": ["x"]})


def test_a_column_that_stands_twice_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("a,a\n1,2\n", encoding="utf-8")
    with pytest.raises(FieldError, match="more than once"):
        read_table(tmp_path / "t.csv", Mapping.of({"title": "a"}))


def test_bad_rows_are_left_out_of_training_each_with_its_reason(read, contracts):
    columns = contracts(6, 金额=["1", "abc", "-5", "3", "", "0"], 签订日期=["2019-05-01", "2019-05-01", "2019-05-01", "soon", "2019-05-01", "2019-05-01"])
    table = read(columns)
    assert table.ids == ["A1"] and table.rows.tolist() == [1]
    assert reasons(table) == [(2, "金额", "abc"), (3, "金额", "-5"), (4, "签订日期", "soon"), (5, "金额", ""), (6, "金额", "0")]
    assert [each.reason.split(",")[0].split(" (")[0] for each in table.rejects][0::4] == ["not an amount of money", "the amount is zero"]
    assert all(each.dropped and each.fix and each.id == f"A{each.row}" for each in table.rejects)


def test_every_wrong_value_in_scoring_keeps_its_place_with_the_reason(read, contracts):
    columns = contracts(3, 签订日期=["2019-05-01", "soon", ""], 地区=["a", "b", "c"])
    table = read(columns, {"attributes": {"地区": {"codes": {"a": "x", "b": "y"}}}}, **SCORE)
    assert table.ids == ["A1", "A2", "A3"] and not table.rejects
    assert sorted(table.unreadable) == [1, 2]
    assert "row 2" in table.unreadable[1] and "'soon'" in table.unreadable[1]
    assert "the date is empty" in table.unreadable[2] and "unknown code" in table.unreadable[2]
    assert np.isnat(table.columns.dates[1:]).all()


def test_scoring_never_looks_at_a_label(read, contracts):
    columns = contracts(3, 金额=["abc", "0", "-1"], 阶段=["?", "?", "?"])
    assert not read(columns, STAGED, **SCORE).unreadable
    for label in ("金额", "阶段"):
        del columns[label]
    table = read(columns, {**STAGED, "project": {"keys": ["没有"]}}, **SCORE)
    assert len(table) == 3 and not table.unreadable
    assert np.isnan(table.amounts).all() and not table.levels.any()


def test_a_mapping_without_date_needs_a_default_to_score(read, contracts):
    changes = {"price": None, "date": None}
    with pytest.raises(FieldError, match="no valuation date"):
        read(contracts(), changes, **SCORE)
    assert read(contracts(), changes, purpose="score", default_date=date(2026, 1, 1)).columns.dates[0] == np.datetime64("2026-01-01")


def test_a_source_without_labels_keeps_every_readable_row(read, contracts):
    assert len(read(contracts(), {"price": None})) == 3


def test_a_broken_record_is_a_reject_or_unreadable(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("id,t\n1,a\n2\n3,c\n", encoding="utf-8")
    mapping = Mapping.of({"id": "id", "title": "t"})
    trained = read_table(path, mapping)
    assert trained.ids == ["1", "3"] and trained.rejects[0].line == 3
    scored = read_table(path, mapping, purpose="score", default_date=date(2026, 1, 1))
    assert scored.ids == ["1", "2", "3"] and list(scored.unreadable) == [1]


def test_a_table_of_bad_rows_only_tells_the_reasons(read, contracts):
    with pytest.raises(FieldError, match=r"none of the 3 rows can be used.*contracts.parquet: 金额: not an amount of money \(rows 1, 2, 3"):
        read(contracts(金额=["a", "a", "a"]))


def test_an_id_that_a_spreadsheet_has_cut_is_no_contract_number(read, contracts):
    table = read(contracts(4, 编号=["2022110101000001", "2.02E+15", "202211", ""]), {"id_pattern": r"\d{16}"})
    assert table.ids == ["2022110101000001", ""] and reasons(table) == [(2, "编号", "2.02E+15"), (3, "编号", "202211")]
    assert "as text" in table.rejects[0].fix
    assert not read(contracts(2, 编号=["x", "y"]), {"id_pattern": r"\d{16}"}, **SCORE).unreadable


def test_ids_that_stand_as_numbers_too_long_for_a_spreadsheet_are_warned_of(read, contracts):
    assert "15 digits" in read(contracts(2, 编号=[2.022110101000001e15, 2.022110101000002e15])).warnings[0].en
    assert not read(contracts(2, 编号=[20221101.0, 20221102.0])).warnings


def test_many_rejects_are_told_in_one_line(read, contracts):
    table = read(contracts(200, 金额=["1"] * 50 + ["x"] * 150))
    (line,) = told(table.rejects, table.file)
    assert line.startswith("contracts.parquet: 金额: not an amount of money (rows 51, 52, 53, 54, 55 and 145 more; value 'x').")


def test_two_hundred_thousand_simple_rows_are_read_in_half_a_minute(read, contracts):
    n = 200_000
    columns = contracts(n, 金额=[f"{at % 9973 + 1}.5" for at in range(n)], 签订日期=[f"20{at % 20:02d}-01-{at % 28 + 1:02d}" for at in range(n)])
    start = time.perf_counter()
    assert len(read(columns)) == n
    assert time.perf_counter() - start < 30
