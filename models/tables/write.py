"""Tables out: Parquet or CSV by the suffix, at once or piece by piece, whole or not at all (a temporary file beside the target, then a rename)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from models.tables.nearest import suggestion
from valuation.catalogue import say
from valuation.field_error import FieldError

ROW_GROUP = 32_768
"""Rows of a Parquet row group, whatever the pieces: the file does not tell how it was made."""


class Sink(Protocol):
    """Takes tables of one schema, row after row."""

    def write_table(self, table: pa.Table) -> None: ...

    def close(self) -> None: ...


def write_table(table: pa.Table, path: Path | str) -> None:
    """Writes a table; the folder is made if need be. An old file of that name stays untouched until the new one is complete."""
    with writing(path, table.schema) as sink:
        sink.write_table(table)


@contextmanager
def writing(path: Path | str, schema: pa.Schema) -> Iterator[Sink]:
    """A table written piece by piece. It stands there once the block ends well; where it fails, what was written is taken away."""
    path = Path(path)
    check_format(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            with closing(_SINKS[path.suffix.lower()](file, schema)) as sink:
                yield sink
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def check_format(path: Path | str) -> None:
    """FieldError where the suffix names no format that can be written; for long work to ask before it starts."""
    suffix = Path(path).suffix
    if suffix.lower() not in _SINKS:
        raise FieldError("output", str(path), say("tables.file.cannot_write"), suggestion(suffix, _SINKS))


class _Parquet:
    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")
        self._held = schema.empty_table()

    def write_table(self, table: pa.Table) -> None:
        self._held = pa.concat_tables([self._held, table])
        full = self._held.num_rows - self._held.num_rows % ROW_GROUP
        if full:
            self._writer.write_table(self._held.slice(0, full).combine_chunks(), ROW_GROUP)
            self._held = self._held.slice(full)

    def close(self) -> None:
        try:
            if self._held.num_rows:
                self._writer.write_table(self._held.combine_chunks(), ROW_GROUP)
        finally:
            self._writer.close()


_SINKS: dict[str, Callable[[BinaryIO, pa.Schema], Sink]] = {".parquet": _Parquet, ".csv": arrow_csv.CSVWriter}
