from __future__ import annotations

import pyarrow as pa

from models.tables.cell import Cell
from models.tables.distinct import Distinct
from valuation.field_error import FieldError


def number(cell: Cell) -> int:
    if cell == "bad" or str(cell).startswith("no"):
        raise FieldError("x", cell, "bad", "mend it")
    return int(str(cell or 0))


def test_each_distinct_cell_is_parsed_once_and_stands_in_its_rows():
    seen: list[Cell] = []

    def counted(cell: Cell) -> int:
        seen.append(cell)
        return number(cell)

    parsed = Distinct.of(pa.array(["2", None, "1", "2", "bad", "bad"])).parse(counted, -1)
    assert parsed.rows() == [2, 0, 1, 2, -1, -1]
    assert sorted(map(str, seen)) == ["1", "2", "None", "bad"]
    ((rows, error),) = parsed.wrong
    assert rows.tolist() == [4, 5] and error.value == "bad"


def test_many_different_wrong_cells_are_told_apart():
    parsed = Distinct.of(pa.array([f"no{at}" for at in range(200)] * 2)).parse(number, -1)
    assert len(parsed.wrong) == 200
    assert all(rows.tolist() == [at, at + 200] for at, (rows, _) in enumerate(parsed.wrong))


def test_an_empty_column_has_no_rows():
    assert Distinct.of(pa.array([], pa.large_string())).parse(number, -1).rows() == []
