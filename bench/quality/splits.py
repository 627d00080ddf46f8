"""Splits in time: contracts up to a year teach, those of later years are asked about; the tables of both, as a user would have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from models.tables.contract_table import ContractTable
from valuation.field_error import FieldError


@dataclass(frozen=True)
class Split:
    """All years up to and with `cut` teach; `years` are asked."""

    cut: int
    years: tuple[int, ...]

    @property
    def name(self) -> str:
        """≤ 1988 → 1989, 1990"""
        return f"≤ {self.cut} → {', '.join(map(str, self.years))}"


@dataclass(frozen=True)
class SplitTables:
    """Parquet files with the columns of the whole table: what teaches, what is asked."""

    split: Split
    taught: Path
    asked: Path


def parse_splits(text: str) -> tuple[Split, ...]:
    """`1988:1989,1990 1995:1996,1997`; FieldError where it reads otherwise or a year asked is not after the cut."""
    found = []
    for part in text.split():
        match = re.fullmatch(r"(\d{4}):(\d{4}(?:,\d{4})*)", part)
        if match is None:
            raise FieldError("SPLITS", part, "not a split", "Write the last year that teaches, a colon and the years asked: 1988:1989,1990")
        split = Split(int(match[1]), tuple(map(int, match[2].split(","))))
        if min(split.years) <= split.cut:
            raise FieldError("SPLITS", part, "asks about a year that teaches", "Ask about later years only.")
        found.append(split)
    if not found:
        raise FieldError("SPLITS", text, "no split", "For example: 1988:1989,1990")
    return tuple(found)


def write_split(data: Path, table: ContractTable, split: Split, folder: Path) -> SplitTables:
    """Writes the rows of both sides; `table` is `data` as read by its mapping. FieldError where a side is empty."""
    years = table.columns.dates.astype("datetime64[Y]").astype(np.int64) + 1970
    found = SplitTables(split, folder / "taught.parquet", folder / "asked.parquet")
    for path, chosen in ((found.taught, years <= split.cut), (found.asked, np.isin(years, split.years))):
        if not chosen.any():
            raise FieldError("SPLITS", split.name, f"{data.name} has no usable row on one side", "Choose years that the table holds.")
        write_rows(data, table.rows[chosen] - 1, path)
    return found


def write_rows(data: Path, rows: NDArray[np.int64], path: Path) -> None:
    """Those rows of a Parquet table, in order, as another Parquet table."""
    if data.suffix.lower() != ".parquet":
        raise FieldError("DATA", data, "not a Parquet table", "Write it as Parquet: the split tables keep its column types.")
    pq.write_table(pq.read_table(data).take(pa.array(rows)), path)
