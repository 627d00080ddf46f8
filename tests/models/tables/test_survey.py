from __future__ import annotations

import math

import pyarrow as pa

from models.tables.raw_table import RawTable, plain
from models.tables.survey import SAMPLE, ColumnSurvey, survey


def of(*cells: object) -> ColumnSurvey:
    return survey(RawTable("t", ("x",), {"x": plain(pa.array(cells))}, len(cells)))[0]


def test_a_column_is_counted_without_what_means_nothing():
    column = of("a", "a", "", "-", None, "b")
    assert (column.rows, column.filled, column.distinct, column.unique) == (6, 3, 2, False)
    assert column.values == ("a", "b") and column.examples == ["a", "b"]


def test_shares_say_what_the_cells_parse_as():
    column = of("2019-05-01", "2019-06-01", "soon", "1")
    assert (column.dated, column.numeric, column.levelled) == (0.5, 0.25, 0.25)
    assert of("免费", "1,200元", "x").money == 2 / 3


def test_numbers_are_bounded():
    column = of(3, 1, 2)
    assert (column.low, column.median, column.high) == (1, 2, 3)
    assert math.isnan(of("a").low)


def test_a_long_column_is_sampled_and_its_values_are_not_listed():
    column = of(*[f"v{at}" for at in range(5_000)])
    assert len(column.cells) <= SAMPLE and column.values == () and column.unique and column.distinct == 5_000


def test_chinese_is_told_from_english():
    assert of("电池材料").cjk == 1 and of("battery").cjk == 0


def test_an_empty_column_is_no_error():
    assert of(None, None).filled == 0
