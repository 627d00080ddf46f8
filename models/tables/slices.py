"""A table that is read piece by piece, so that its size never counts: what every format that can be opened so offers, and its batches cut to measure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from models.tables.raw_table import RawTable


class TableFile(Protocol):
    """An opened table."""

    @property
    def bare(self) -> RawTable:
        """The table without its rows: names and types of every column."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    def slices(self, rows: int, columns: Collection[str] | None = None) -> Iterator[RawTable]:
        """The table in slices of that many rows (the last one of fewer), those columns alone if any are named; one empty slice where it has no rows."""


@dataclass(frozen=True)
class HeldTable:
    """A table that lies in memory already."""

    raw: RawTable

    @property
    def bare(self) -> RawTable:
        return self.raw.slice(0, 0)

    @property
    def rows(self) -> int:
        return self.raw.rows

    def slices(self, rows: int, columns: Collection[str] | None = None) -> Iterator[RawTable]:
        kept = {name: column for name, column in self.raw.columns.items() if columns is None or name in columns}
        raw = RawTable(self.raw.file, self.raw.names, kept, self.raw.rows, self.raw.lines, self.raw.broken, self.raw.notes, self.raw.before)
        for start in range(0, max(raw.rows, 1), rows):
            yield raw.slice(start, rows)


def in_slices(batches: Iterable[pa.RecordBatch], schema: pa.Schema, rows: int) -> Iterator[pa.Table]:
    """The batches, of whatever sizes, as tables of exactly that many rows but for the last; one empty table where there are none."""
    held, waiting, cut = 0, [], False
    for batch in batches:
        waiting.append(batch)
        held += batch.num_rows
        while held >= rows:
            table = pa.Table.from_batches(waiting, schema)
            yield table.slice(0, rows)
            cut, held, waiting = True, held - rows, table.slice(rows).to_batches()
    if held or not cut:
        yield pa.Table.from_batches(waiting, schema)
