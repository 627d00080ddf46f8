"""Any table by its suffix: CSV, XLSX or Parquet."""

from __future__ import annotations

from pathlib import Path

from models.tables.csv_file import read_csv
from models.tables.mapping_parts import TableLayout
from models.tables.nearest import suggestion
from models.tables.parquet_file import read_parquet
from models.tables.raw_table import RawTable
from models.tables.xlsx_file import read_xlsx
from valuation.catalogue import say
from valuation.field_error import FieldError

TEXT = (".csv", ".tsv", ".txt")
SHEETS = (".xlsx", ".xlsm", ".xls")
PARQUET = (".parquet", ".pq")


def open_table(path: Path | str, layout: TableLayout | None = None) -> RawTable:
    """The raw columns of a table; FieldError where the file is absent, of another kind, or not what its suffix says."""
    path, layout = Path(path), layout or TableLayout()
    if not path.is_file():
        raise FieldError("table", str(path), say("tables.file.absent"), say("tables.file.give_table"))
    suffix = path.suffix.lower()
    if suffix in PARQUET:
        return read_parquet(path, layout.missing)
    if suffix in SHEETS:
        return read_xlsx(path, layout.sheet, layout.header_row, layout.missing)
    if suffix in TEXT:
        return read_csv(path, layout.encoding, layout.delimiter, layout.header_row, layout.missing)
    raise FieldError("table", str(path), say("tables.file.no_format"), suggestion(suffix, (*TEXT, *SHEETS, *PARQUET)))
