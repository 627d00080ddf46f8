from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models.tables.contract_table import ContractTable
from valuation.features import category
from valuation.field_error import FieldError

SCORE = {"purpose": "score"}


def reasons(table: ContractTable) -> list[tuple[int, str, str]]:
    return [(each.row, each.field, each.value) for each in table.rejects]


def test_titles_texts_and_keywords_make_one_masked_text(read):
    columns = {"t": ["Battery"], "a": ["Cheap cells"], "b": ["for $1.2 million"], "k": ["储能；锂电, solid state"]}
    mapping = {"id": None, "title": "t", "text": ["a", "b"], "keywords": "k", "price": None, "date": None}
    table = read(columns, mapping)
    assert table.columns.text[0].splitlines()[:2] == ["battery", "cheap cells"]
    assert "储能 锂电 solid state" in table.columns.text[0]
    assert "1.2 million" not in table.columns.text[0]
    assert table.columns.titles.tolist() == [7] and table.ids == ["1"]


def test_registered_codes_are_resolved_and_unknown_ones_refused(read, contracts):
    mapping = {"attributes": {"contract_type": {"column": "类型", "codes": {"1": "技术开发"}, "others": "keep"}}}
    table = read(contracts(4, 类型=["1", "技术开发", "", "技术魔法"]), mapping)
    types = table.columns.categories["contract_type"]
    assert types[0] == types[1] != "" and types[2] == ""
    assert reasons(table) == [(4, "类型", "技术魔法")]


def test_a_date_is_taken_from_the_next_column_only_where_its_own_cell_is_empty(read, contracts):
    mapping = {"date": {"column": "签订日期", "otherwise": [{"column": "年", "formats": ["year"]}, {"column": "登记"}]}}
    columns = contracts(4, 签订日期=["2019-05-01", "", "soon", ""], 年=["2001", "2002", "2003", ""], 登记=["2011-01-01"] * 4)
    table = read(columns, mapping)
    assert [str(day) for day in table.columns.dates] == ["2019-05-01", "2002-07-01", "2011-01-01"]
    assert reasons(table) == [(3, "签订日期", "soon")]


def test_a_date_that_no_column_gives_is_the_calls_or_none(read, contracts):
    mapping = {"date": {"column": "签订日期", "otherwise": {"column": "没有"}}}
    columns = contracts(2, 签订日期=["2019-05-01", ""])
    table = read(columns, mapping, purpose="score", default_date=date(2026, 1, 1))
    assert table.columns.dates.tolist() == [date(2019, 5, 1), date(2026, 1, 1)]
    assert read(columns, mapping, **SCORE).unreadable[1].count("the date is empty") == 1


def test_categories_are_spelled_as_a_request_spells_them(read, contracts):
    table = read(contracts(3, x=[1.0, 2.0, None], y=[True, False, None], z=[" Ａb ", "AB", ""]), {"attributes": dict.fromkeys("xyz", "category")})
    assert table.columns.categories["x"] == [category(1.0), category(2.0), ""]
    assert table.columns.categories["y"] == [category(True), category(False), ""]
    assert table.columns.categories["z"] == ["ab", "ab", ""]


def test_a_default_date_stands_in_for_absent_ones_only(read, contracts):
    day = date(2026, 11, 22)
    columns = contracts(3, 签订日期=["2019-05-01", "", "soon"])
    table = read(columns, purpose="score", default_date=day)
    assert table.columns.dates[:2].tolist() == [date(2019, 5, 1), day] and sorted(table.unreadable) == [2]
    del columns["签订日期"]
    assert read(columns, purpose="score", default_date=day).columns.dates.tolist() == [day] * 3
    with pytest.raises(FieldError, match="no such column"):
        read(columns, **SCORE)


def test_what_only_the_deal_reveals_may_be_absent(read, contracts):
    attributes = {"attributes": {"买方": {"known_at": "deal"}, "期限": {"kind": "number", "known_at": "deal"}, "地区": "category"}}
    with pytest.raises(FieldError, match="地区"):
        read(contracts(), attributes, **SCORE)
    table = read(contracts(地区=["a"] * 3), attributes, **SCORE)
    assert table.columns.categories["买方"] == [""] * 3 and np.isnan(table.columns.numbers["期限"]).all()
