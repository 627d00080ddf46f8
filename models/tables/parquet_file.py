"""Parquet tables: typed columns as they are, whole or in slices."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from models.tables.raw_table import RawTable, plain, tidy_name
from models.tables.slices import in_slices
from valuation.catalogue import say
from valuation.field_error import FieldError

_BUFFER = 1 << 20
"""Bytes of a column that are read ahead; without it a row group lies in memory whole, and a file may be a single one."""


def read_parquet(path: Path, missing: tuple[str, ...] = ()) -> RawTable:
    """Every column of the file."""
    file = ParquetTable.open(path, missing)
    with _readable(path):
        return file.raw(file.file.read(), 0)


@dataclass(frozen=True)
class ParquetTable:
    """An opened Parquet file, as `slices.TableFile` says; `missing` are the texts that mean no value."""

    path: Path
    file: pq.ParquetFile
    missing: tuple[str, ...]

    @classmethod
    def open(cls, path: Path, missing: tuple[str, ...] = ()) -> ParquetTable:
        """FieldError where it is no Parquet file."""
        with _readable(path):
            return cls(path, pq.ParquetFile(path, buffer_size=_BUFFER), missing)

    @property
    def bare(self) -> RawTable:
        return self.raw(self.file.schema_arrow.empty_table(), 0)

    @property
    def rows(self) -> int:
        return int(self.file.metadata.num_rows)

    def slices(self, rows: int, columns: Collection[str] | None = None) -> Iterator[RawTable]:
        schema, before = self.file.schema_arrow, 0
        kept = [at for at, name in enumerate(schema.names) if columns is None or tidy_name(name) in columns] or [0]
        names = [schema.names[at] for at in kept]
        with _readable(self.path):
            # By name again, since `iter_batches` takes "a.b" for a part of "a".
            batches = (batch.select(names) for batch in self.file.iter_batches(rows, columns=names, use_threads=False))
            for table in in_slices(batches, pa.schema([schema.field(at) for at in kept]), rows):
                yield self.raw(table, before)
                before += table.num_rows

    def raw(self, table: pa.Table, before: int) -> RawTable:
        """Rows of the file in plain columns."""
        columns = {tidy_name(name): column for name, column in zip(table.column_names, table.columns, strict=True)}
        return RawTable(
            file=self.path.name,
            names=tuple(map(tidy_name, self.file.schema_arrow.names)),
            columns={name: _plain(self.path.name, name, column, self.missing) for name, column in columns.items()},
            rows=table.num_rows,
            before=before,
        )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as error:
        raise FieldError(str(path), None, say("tables.file.no_parquet", error=error), say("tables.file.check_complete")) from None


def _plain(file: str, name: str, column: pa.ChunkedArray, missing: tuple[str, ...]) -> pa.Array:
    try:
        return plain(column, missing)
    except pa.ArrowException as error:
        reason = say("tables.file.unreadable_column", type=column.type, error=error)
        raise FieldError(f"{file}: column {name}", None, reason, say("tables.file.store_text")) from None
