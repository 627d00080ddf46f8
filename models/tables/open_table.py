"""Any table by its suffix: CSV, XLSX or Parquet; whole, or to be read in slices."""

from __future__ import annotations

from pathlib import Path

from models.tables.csv_file import CsvTable, read_csv
from models.tables.mapping_parts import TableLayout
from models.tables.nearest import suggestion
from models.tables.parquet_file import ParquetTable, read_parquet
from models.tables.raw_table import RawTable
from models.tables.slices import HeldTable, TableFile
from models.tables.xlsx_file import read_xlsx
from valuation.catalogue import say
from valuation.field_error import FieldError

TEXT = (".csv", ".tsv", ".txt")
SHEETS = (".xlsx", ".xlsm", ".xls")
PARQUET = (".parquet", ".pq")


def open_table(path: Path | str, layout: TableLayout | None = None) -> RawTable:
    """The raw columns of a table; FieldError where the file is absent, of another kind, or not what its suffix says."""
    path, layout = Path(path), layout or TableLayout()
    suffix = _suffix(path)
    if suffix in PARQUET:
        return read_parquet(path, layout.missing)
    if suffix in SHEETS:
        return read_xlsx(path, layout.sheet, layout.header_row, layout.missing)
    return read_csv(path, layout.encoding, layout.delimiter, layout.header_row, layout.missing)


def open_sliced(path: Path | str, layout: TableLayout | None = None) -> TableFile:
    """The same table to be read in slices. A sheet lies in memory whole even so: it has 1,048,576 rows at most."""
    path, layout = Path(path), layout or TableLayout()
    suffix = _suffix(path)
    if suffix in PARQUET:
        return ParquetTable.open(path, layout.missing)
    if suffix in SHEETS:
        return HeldTable(read_xlsx(path, layout.sheet, layout.header_row, layout.missing))
    return CsvTable.open(path, layout.encoding, layout.delimiter, layout.header_row, layout.missing)


def _suffix(path: Path) -> str:
    if not path.is_file():
        raise FieldError("table", str(path), say("tables.file.absent"), say("tables.file.give_table"))
    suffix = path.suffix.lower()
    if suffix not in (*TEXT, *SHEETS, *PARQUET):
        raise FieldError("table", str(path), say("tables.file.no_format"), suggestion(suffix, (*TEXT, *SHEETS, *PARQUET)))
    return suffix
