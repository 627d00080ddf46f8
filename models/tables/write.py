"""Tables out: Parquet or CSV by the suffix, whole or not at all (a temporary file beside the target, then a rename)."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from models.tables.nearest import suggestion
from valuation.catalogue import say
from valuation.field_error import FieldError


def write_table(table: pa.Table, path: Path | str) -> None:
    """Writes a table; the folder is made if need be. An old file of that name stays untouched until the new one is complete."""
    path = Path(path)
    check_format(path)
    write = _WRITERS[path.suffix.lower()]
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            write(table, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def check_format(path: Path | str) -> None:
    """FieldError where the suffix names no format that can be written; for long work to ask before it starts."""
    suffix = Path(path).suffix
    if suffix.lower() not in _WRITERS:
        raise FieldError("output", str(path), say("tables.file.cannot_write"), suggestion(suffix, _WRITERS))


def _parquet(table: pa.Table, file: object) -> None:
    pq.write_table(table, file, compression="zstd")


def _csv(table: pa.Table, file: object) -> None:
    arrow_csv.write_csv(table, file)


_WRITERS: dict[str, Callable[[pa.Table, object], None]] = {".parquet": _parquet, ".csv": _csv}
