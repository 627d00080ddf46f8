"""CSV tables: every cell read as text (ids keep their zeros), encoding and delimiter found out unless the mapping names them; whole or in slices.

What a file as a whole decides (its encoding, whether its records are even, whether its quotation marks close) is found out in a pass before the first slice.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from models.tables.raw_table import RawTable, plain, tidy_name
from models.tables.slices import in_slices
from models.tables.text_encoding import AUTO, encoding_of
from models.tables.utf8_text import Utf8Text
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

DELIMITERS = (",", "\t", ";", "|", "，")
_BLOCK = 8 << 20
"""Bytes that pyarrow splits at a time; a longer record goes through the `csv` module."""

Records = Iterator[tuple[list[pa.Array], dict[int, Bilingual]]]
"""Slices: the texts of each column, and which records could not be split."""


def read_csv(path: Path, encoding: str = AUTO, delimiter: str | None = None, header_row: int = 1, missing: tuple[str, ...] = ()) -> RawTable:
    """All columns as text; a record with too few or too many cells stays in its place, blank, and is listed as broken."""
    file = CsvTable.open(path, encoding, delimiter, header_row, missing)
    return next(file.slices(max(file.rows, 1)))


@dataclass(frozen=True)
class CsvTable:
    """An opened CSV file, as `slices.TableFile` says. `even` where pyarrow can split it; the slower `csv` module keeps uneven records in their place,
    and alone tells, where it is `strict`, of an odd quotation mark that would swallow the rest of the file in silence."""

    text: Utf8Text
    encoding: str
    delimiter: str
    header_row: int
    names: tuple[str, ...]
    missing: tuple[str, ...]
    rows: int = 0
    even: bool = True
    strict: bool = False

    @classmethod
    def open(cls, path: Path, encoding: str = AUTO, delimiter: str | None = None, header_row: int = 1, missing: tuple[str, ...] = ()) -> CsvTable:
        """FieldError where it is empty, in no known encoding, or cannot be split into records."""
        with path.open("rb") as source:
            found = encoding_of(source, path.name, encoding)
        text = Utf8Text(path, found, header_row - 1)
        if text.blank():
            raise FieldError(path.name, None, say("tables.file.empty"), say("tables.file.give_header"))
        delimiter = delimiter or sniff(next(text.lines()))
        allow_long_cells(path.stat().st_size)
        header = next(csv.reader(text.lines(), delimiter=delimiter))
        if not header:
            raise FieldError(f"{path.name}: table.header_row", header_row, say("tables.file.blank_header"), say("tables.file.name_header"))
        return cls(text, found, delimiter, header_row, tuple(map(tidy_name, header)), missing)._surveyed()

    @property
    def bare(self) -> RawTable:
        return self._raw([pa.array([], pa.large_string())] * len(self.names), self.names, {}, 0)

    def slices(self, rows: int, columns: Collection[str] | None = None) -> Iterator[RawTable]:
        kept = [at for at, name in enumerate(self.names) if columns is None or name in columns] or [0]
        before = 0
        for cells, broken in (self._split if self.even else self._split_slowly)(rows, kept):
            yield self._raw(cells, tuple(self.names[at] for at in kept), broken, before)
            before += len(cells[0])

    def _raw(self, cells: list[pa.Array], names: tuple[str, ...], broken: dict[int, Bilingual], before: int) -> RawTable:
        rows = len(cells[0])
        return RawTable(
            file=self.text.path.name,
            names=self.names,
            columns={name: plain(column, self.missing) for name, column in zip(names, cells, strict=True)},
            rows=rows,
            lines=np.arange(before, before + rows, dtype=np.int64) + self.header_row + 1,
            broken=broken,
            notes={"encoding": self.encoding, "delimiter": self.delimiter},
            before=before,
        )

    def _surveyed(self) -> CsvTable:
        """The same file after a first pass: how many rows, and by what they can be split."""
        unclosed = self.text.quotes() % 2 == 1
        if self.delimiter.isascii() and not unclosed:
            try:
                return self._of(sum(len(cells[0]) for cells, _ in self._split(1 << 20, [0])), even=True, strict=False)
            except pa.ArrowInvalid:
                pass
        slow = self._of(0, even=False, strict=unclosed)
        return slow._of(sum(len(cells[0]) for cells, _ in slow._split_slowly(1 << 12, [0])), even=False, strict=unclosed)

    def _of(self, rows: int, *, even: bool, strict: bool) -> CsvTable:
        return CsvTable(self.text, self.encoding, self.delimiter, self.header_row, self.names, self.missing, rows, even, strict)

    def _split(self, rows: int, kept: list[int]) -> Records:
        """Those columns by pyarrow; ArrowInvalid where records are uneven."""
        names = [str(at) for at in range(len(self.names))]
        wanted = [names[at] for at in kept]
        with self.text.opened() as source:
            reader = arrow_csv.open_csv(
                source,
                read_options=arrow_csv.ReadOptions(column_names=names, skip_rows_after_names=1, block_size=_BLOCK),
                parse_options=arrow_csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False, include_columns=wanted
                ),
            )
            for table in in_slices(reader, reader.schema, rows):
                yield [table[name].combine_chunks() for name in wanted], {}

    def _split_slowly(self, rows: int, kept: list[int]) -> Records:
        reader = csv.reader(self.text.lines(), delimiter=self.delimiter, strict=self.strict)
        file, width, first = self.text.path.name, len(self.names), True
        try:
            next(reader)
            while (records := list(islice(filter(None, reader), rows))) or first:
                first = False
                broken = {at: say("tables.row.cells", found=len(each), width=width) for at, each in enumerate(records) if len(each) != width}
                even = [(each + [""] * width)[:width] if at in broken else each for at, each in enumerate(records)]
                yield [pa.array([record[at] for record in even], pa.large_string()) for at in kept], broken
        except csv.Error as error:
            raise FieldError(f"{file}: line {reader.line_num}", None, say("tables.file.no_split", error=error), say("tables.file.close_quotes")) from None


def allow_long_cells(characters: int) -> None:
    """Lets the `csv` module read cells of that length; its limit is the whole process's, so it is only ever raised."""
    csv.field_size_limit(max(csv.field_size_limit(), characters))


def sniff(text: str) -> str:
    """The delimiter that the header line holds most often, quoted parts aside."""
    line = text[: text.find("\n")] if "\n" in text else text
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))
