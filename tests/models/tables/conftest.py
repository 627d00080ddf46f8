"""Small tables and mappings, written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Columns
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table

PRICED: dict[str, Any] = {
    "id": "编号",
    "title": "名称",
    "price": {"concept": "registered_contract_amount", "amount": "金额", "unit": "万元"},
    "date": {"column": "签订日期"},
}
"""A mapping that needs nothing but these four columns."""

CONTRACT = {"编号": ["A1"], "名称": ["一种电池材料"], "金额": ["12.5"], "签订日期": ["2019-05-01"]}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes columns as a table of that name: `.csv` (as given encoding), `.parquet` or `.xlsx`."""

    def written(name: str, columns: Columns[str, list[Any]], *, encoding: str = "utf-8", delimiter: str = ",", above: str | None = None) -> Path:
        path = tmp_path / name
        rows = [list(row) for row in zip(*columns.values(), strict=True)]
        if path.suffix == ".parquet":
            pq.write_table(pa.table(dict(columns)), path)
        elif path.suffix == ".xlsx":
            book = openpyxl.Workbook()
            for row in ([[above]] if above else []) + [list(columns), *rows]:
                book.active.append(row)
            book.save(path)
        else:
            lines = [delimiter.join(_quoted(cell) for cell in row) for row in [list(columns), *rows]]
            path.write_bytes("\r\n".join(([above] if above else []) + lines + [""]).encode(encoding))
        return path

    return written


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., ContractTable]:
    """Writes columns as Parquet and reads them through a mapping: `PRICED` with the changes given."""

    def as_read(columns: Columns[str, list[Any]], changes: Columns[str, Any] | None = None, **how: Any) -> ContractTable:
        content = {key: value for key, value in {**PRICED, **(changes or {})}.items() if value is not None}
        return read_table(write("contracts.parquet", columns), Mapping.of(content, "contracts.toml"), **how)

    return as_read


@pytest.fixture
def contracts() -> Callable[..., dict[str, list[Any]]]:
    """n good contracts of `CONTRACT`'s columns, with other columns or other values for some."""

    def columns(n: int = 3, **changed: list[Any]) -> dict[str, list[Any]]:
        good = {"编号": [f"A{at}" for at in range(1, n + 1)], "名称": CONTRACT["名称"] * n, "金额": CONTRACT["金额"] * n, "签订日期": CONTRACT["签订日期"] * n}
        return good | changed

    return columns


def _quoted(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',;"\n\t') else text
