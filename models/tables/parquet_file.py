"""Parquet tables: typed columns as they are."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from models.tables.raw_table import RawTable, plain, tidy_name
from valuation.catalogue import say
from valuation.field_error import FieldError


def read_parquet(path: Path, missing: tuple[str, ...] = ()) -> RawTable:
    """Every column of the file."""
    try:
        table = pq.ParquetFile(path).read()
    except pa.ArrowException as error:
        raise FieldError(str(path), None, say("tables.file.no_parquet", error=error), say("tables.file.check_complete")) from None
    names = tuple(tidy_name(name) for name in table.column_names)
    return RawTable(
        file=path.name,
        names=names,
        columns={name: _plain(path.name, name, column, missing) for name, column in zip(names, table.columns, strict=True)},
        rows=table.num_rows,
    )


def _plain(file: str, name: str, column: pa.ChunkedArray, missing: tuple[str, ...]) -> pa.Array:
    try:
        return plain(column, missing)
    except pa.ArrowException as error:
        reason = say("tables.file.unreadable_column", type=column.type, error=error)
        raise FieldError(f"{file}: column {name}", None, reason, say("tables.file.store_text")) from None
