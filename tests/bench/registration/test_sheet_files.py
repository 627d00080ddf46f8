"""What is written is what is read, whatever stands in the cells; the same columns give the same bytes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bench.registration.sheet_files import write_sheet
from models.tables.open_table import open_table
from models.tables.raw_table import RawTable

COLUMNS = {"编号": ["0012", "2022110101000001"], "名称": ['带,"引号"', "A&B<c>"], "金额": ["12.50", ""], "备注": ["", "多\n行"]}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_is_read_back_as_it_was_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    write_sheet(COLUMNS, path)
    raw: RawTable = open_table(path)
    assert raw.names == tuple(COLUMNS) and raw.rows == 2 and not raw.broken
    assert raw.columns["编号"].to_pylist() == COLUMNS["编号"] and raw.columns["名称"].to_pylist() == COLUMNS["名称"]
    assert raw.columns["金额"].to_pylist() == ([12.5, None] if suffix == ".xlsx" else ["12.50", ""])


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_same_columns_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    written = []
    for name in ("a", "b"):
        write_sheet(COLUMNS, tmp_path / f"{name}{suffix}")
        written.append((tmp_path / f"{name}{suffix}").read_bytes())
    assert written[0] == written[1]


def test_text_is_in_the_encoding_of_chinese_offices_and_the_workbook_opens_elsewhere(tmp_path: Path) -> None:
    write_sheet(COLUMNS, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().decode("gb18030").startswith("编号,")
    write_sheet(COLUMNS, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert [cell.value for cell in sheet[2]] == ["0012", '带,"引号"', 12.5, None]
