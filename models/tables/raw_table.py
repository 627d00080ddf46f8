"""A table as it lies in its file: named columns of plain types, before any mapping says what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from models.tables.cell import Cell, cell_text
from valuation.bilingual import Bilingual


@dataclass(frozen=True)
class RawTable:
    """`columns` maps a name to a plain array of length `rows`; `names` are all columns of the file in order, repeated ones included;
    `lines` (n,) are the 1-based lines of a sheet or text file (a cell may hold line breaks: then records, not lines), None for Parquet;
    `broken` maps a row index to why the record could not be split into cells; `notes` are what the reader found out (encoding, delimiter).
    A slice of a larger table holds `rows` of it after the first `before`, and may hold some of its columns alone; its indices count within the slice.
    """

    file: str
    names: tuple[str, ...]
    columns: dict[str, pa.Array]
    rows: int
    lines: NDArray[np.int64] | None = None
    broken: dict[int, Bilingual] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    before: int = 0

    def slice(self, start: int, rows: int) -> RawTable:
        """Up to `rows` rows from that index on."""
        stop = min(start + rows, self.rows)
        return replace(
            self,
            columns={name: column.slice(start, stop - start) for name, column in self.columns.items()},
            rows=stop - start,
            lines=None if self.lines is None else self.lines[start:stop],
            broken={row - start: why for row, why in self.broken.items() if start <= row < stop},
            before=self.before + start,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """For another process: Arrow's own stream, since a pickled slice would carry the whole column that it is cut from."""
        batch = pa.RecordBatch.from_arrays(list(self.columns.values()), list(self.columns))
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        rest = (self.file, self.names, self.rows, self.lines, self.broken, self.notes, self.before)
        return _unpacked, (sink.getvalue().to_pybytes(), *rest)


def _unpacked(
    stream: bytes,
    file: str,
    names: tuple[str, ...],
    rows: int,
    lines: NDArray[np.int64] | None,
    broken: dict[int, Bilingual],
    notes: dict[str, str],
    before: int,
) -> RawTable:
    batch = pa.ipc.open_stream(stream).read_next_batch()
    return RawTable(file, names, dict(zip(batch.schema.names, batch.columns, strict=True)), rows, lines, broken, notes, before)


def tidy_name(name: str) -> str:
    """A column name without outer blanks, byte-order mark and line breaks inside."""
    return " ".join(name.replace("\ufeff", "").split())


def plain(column: pa.ChunkedArray | pa.Array, missing: Sequence[str] = ()) -> pa.Array:
    """The column as large_string, float64, int64, bool or date32; texts of `missing` become null, lists of texts are joined by "; ".

    A column of whole numbers beyond int64 becomes texts. ArrowException where a column cannot be read at all.
    """
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    kind = array.type
    if pa.types.is_dictionary(kind):
        return plain(array.dictionary_decode(), missing)
    if pa.types.is_boolean(kind):
        return array
    if pa.types.is_integer(kind):
        try:
            return array.cast(pa.int64())
        except pa.ArrowInvalid:  # uint64 beyond int64: mostly identifiers, which a float would blur
            return array.cast(pa.large_string())
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return array.cast(pa.float64(), safe=False)
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        return pc.local_timestamp(array).cast(pa.date32())
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return array.cast(pa.date32())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        array = pa.array([None if cell is None else "; ".join(str(item) for item in cell) for cell in array.to_pylist()], pa.large_string())
    elif not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
        array = pa.array([None if cell is None else str(cell) for cell in array.to_pylist()], pa.large_string())
    texts = array.cast(pa.large_string())
    if not missing:
        return texts
    return pc.if_else(pc.is_in(pc.utf8_trim_whitespace(texts), value_set=pa.array(missing, pa.large_string())), pa.scalar(None, pa.large_string()), texts)


def from_cells(cells: Sequence[object], missing: Sequence[str] = ()) -> pa.Array:
    """A plain array from the cells of a sheet: numbers, dates or truth values where all are, else texts (blank cells are null)."""
    if set(map(type, cells)) <= {str}:  # most columns of a register
        texts = pa.array(cells, pa.large_string())
        return plain(pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.large_string()), texts), missing)
    values = [None if cell == "" else cell.date() if isinstance(cell, datetime) else cell for cell in cells]
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {int, float}:
        return pa.array([None if value is None else float(value) for value in values], pa.float64())  # type: ignore[arg-type]
    if kinds == {date}:
        return pa.array(values, pa.date32())
    if kinds == {bool}:
        return pa.array(values, pa.bool_())
    return plain(pa.array([None if value is None else _text(value) for value in values], pa.large_string()), missing)


def _text(value: object) -> str:
    known: Cell = value if isinstance(value, (str, float, int, date)) else str(value)
    return cell_text(known)
