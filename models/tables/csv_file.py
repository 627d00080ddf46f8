"""CSV tables: every cell read as text (ids keep their zeros), encoding and delimiter found out unless the mapping names them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from models.tables.raw_table import RawTable, plain, tidy_name
from models.tables.text_encoding import AUTO, decode
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.field_error import FieldError

DELIMITERS = (",", "\t", ";", "|", "，")
_BLOCK = 64 << 20


def read_csv(path: Path, encoding: str = AUTO, delimiter: str | None = None, header_row: int = 1, missing: tuple[str, ...] = ()) -> RawTable:
    """All columns as text; a record with too few or too many cells stays in its place, blank, and is listed as broken."""
    text, found = decode(path.read_bytes(), path.name, encoding)
    text = _after(text, header_row - 1)
    if not text.strip():
        raise FieldError(path.name, None, say("tables.file.empty"), say("tables.file.give_header"))
    delimiter = delimiter or sniff(text)
    allow_long_cells(text)
    header = next(csv.reader(io.StringIO(text), delimiter=delimiter))
    if not header:
        raise FieldError(f"{path.name}: table.header_row", header_row, say("tables.file.blank_header"), say("tables.file.name_header"))
    names = tuple(tidy_name(name) for name in header)
    columns, broken = _split(text, delimiter, len(names), path.name)
    rows = len(columns[0])
    return RawTable(
        file=path.name,
        names=names,
        columns={name: plain(column, missing) for name, column in zip(names, columns, strict=True)},
        rows=rows,
        lines=np.arange(rows, dtype=np.int64) + header_row + 1,
        broken=broken,
        notes={"encoding": found, "delimiter": delimiter},
    )


def allow_long_cells(text: str) -> None:
    """Lets the `csv` module read any cell of the text; its limit is the whole process's, so it is only ever raised."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))


def sniff(text: str) -> str:
    """The delimiter that the header line holds most often, quoted parts aside."""
    line = text[: text.find("\n")] if "\n" in text else text
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))


def _after(text: str, lines: int) -> str:
    for _ in range(lines):
        text = text[text.find("\n") + 1 :] if "\n" in text else ""
    return text


def _split(text: str, delimiter: str, width: int, file: str) -> tuple[list[pa.Array], dict[int, Bilingual]]:
    """Columns of text by pyarrow; by the slower `csv` module where records are uneven, since only that keeps them in their place."""
    uneven: list[object] = []

    def skip(row: object) -> str:
        uneven.append(row)
        return "skip"

    # An odd quotation mark may swallow the rest of the file in silence: only the strict reader tells.
    unclosed = text.count('"') % 2 == 1
    if delimiter.isascii() and not unclosed:
        names = [str(at) for at in range(width)]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(text.encode()),
                read_options=arrow_csv.ReadOptions(column_names=names, skip_rows_after_names=1, block_size=_BLOCK),
                parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
                convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False),
            )
        except pa.ArrowInvalid:
            uneven.append(None)
        if not uneven:
            return [table[name].combine_chunks() for name in names], {}
    return _split_slowly(text, delimiter, width, file, strict=unclosed)


def _split_slowly(text: str, delimiter: str, width: int, file: str, *, strict: bool) -> tuple[list[pa.Array], dict[int, Bilingual]]:
    records: list[list[str]] = []
    broken: dict[int, Bilingual] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        next(reader)
        for record in reader:
            if not record:
                continue
            if len(record) != width:
                broken[len(records)] = say("tables.row.cells", found=len(record), width=width)
                record = (record + [""] * width)[:width]
            records.append(record)
    except csv.Error as error:
        raise FieldError(f"{file}: line {reader.line_num}", None, say("tables.file.no_split", error=error), say("tables.file.close_quotes")) from None
    return [pa.array([record[at] for record in records], pa.large_string()) for at in range(width)], broken
