from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from models.tables.mapping_parts import Price
from models.tables.money_column import MoneyColumn, blank, read_money
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems


def read(cells: list[Any], units: list[str] | None = None, **price: Any) -> tuple[MoneyColumn, RowProblems]:
    columns = {"额": pa.array(cells, pa.large_string())} | ({} if units is None else {"单位": pa.array(units, pa.large_string())})
    problems = RowProblems(len(cells))
    given = Price(concept="grant_amount", amount="额", **({"unit": "万元"} | price))
    return read_money(RawTable("t", tuple(columns), columns, len(cells)), given, "额", problems), problems


def test_cells_count_in_the_unit_of_the_mapping_or_of_their_row():
    assert read(["1", "2.5", ""])[0].amounts.tolist()[:2] == [10_000, 25_000]
    assert read(["1", "2"], ["元", ""], unit_column="单位")[0].amounts.tolist() == [1, 20_000]


@pytest.mark.parametrize(
    ("cell", "terms"),
    [
        ("免费", "free"),
        ("按销售额5%提成", "royalty_only"),
        ("入门费10万元,加提成", "entry_fee_and_royalty"),
        ("作价入股", "equity"),
        ("0", "nil_unstated"),
        ("面议", ""),
    ],
)
def test_a_cell_that_is_no_price_tells_its_terms_and_loses_the_label_alone(cell, terms):
    money, problems = read([cell, "1"])
    assert money.terms.tolist() == [terms, ""] and np.isnan(money.amounts[0])
    assert not problems.fatal.any() and problems.told.tolist() == [True, False]


def test_a_wrong_cell_is_fatal():
    assert read(["abc", "-1", "1"])[1].fatal.tolist() == [True, True, False]


def test_a_blank_column_is_one_where_no_cell_says_anything():
    assert blank(pa.array(["", "-", None], pa.large_string())) and not blank(pa.array(["", "0"], pa.large_string()))
