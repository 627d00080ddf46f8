"""What a model may read of each row, from raw columns: masked text, dates, categories, numbers."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.tables.attribute_columns import read_categories, read_numbers
from models.tables.cell import cell_text
from models.tables.dates import parse_date
from models.tables.distinct import Distinct
from models.tables.mapping import Mapping
from models.tables.mapping_parts import Dates, DayColumn
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.catalogue import say
from valuation.features import Columns, compose_text
from valuation.field_error import FieldError


def read_inputs(raw: RawTable, mapping: Mapping, problems: RowProblems, default_date: date | None = None) -> Columns:
    """The inputs of all n rows; what cannot be read is unknown there and reported as fatal to its row."""
    text, titles = _texts(raw, mapping)
    return Columns(
        text=text,
        titles=titles,
        dates=_dates(raw, mapping.date, problems, default_date),
        categories={name: read_categories(raw, name, mapping.attributes[name], problems) for name in mapping.categories},
        numbers={name: read_numbers(raw, mapping.attributes[name], problems) for name in mapping.numbers},
    )


def texts_of(column: pa.Array) -> list[str]:
    """One text a row, as given; "" where there is none."""
    if pa.types.is_large_string(column.type):
        filled: list[str] = column.fill_null("").to_pylist()
        return filled
    distinct = Distinct.of(column)
    spelled = [cell_text(cell) for cell in distinct.cells]
    return [spelled[at] for at in distinct.index.tolist()]


def _texts(raw: RawTable, mapping: Mapping) -> tuple[list[str], NDArray[np.int64]]:
    blank = [""] * raw.rows
    titles = texts_of(raw.columns[mapping.title]) if mapping.title else blank
    parts = [texts_of(raw.columns[column]) for column in mapping.text]
    bodies = parts[0] if len(parts) == 1 else ["\n".join(filter(None, row)) for row in zip(*parts, strict=True)] if parts else blank
    lengths = np.fromiter((len(title) for title in titles), np.int64, raw.rows)
    if mapping.keywords is None:
        return [compose_text(title, body) for title, body in zip(titles, bodies, strict=True)], lengths
    separator = re.compile(mapping.keywords.separator)
    words = zip(*[texts_of(raw.columns[column]) for column in mapping.keywords.columns], strict=True)
    keywords = [[word.strip() for cell in row for word in separator.split(cell) if word and word.strip()] for row in words]
    return [compose_text(title, body, each) for title, body, each in zip(titles, bodies, keywords, strict=True)], lengths


def _dates(raw: RawTable, dates: Dates | None, problems: RowProblems, default: date | None) -> NDArray[np.datetime64]:
    """The day of each row: its own cell, where that is empty the other columns in turn, then the default; (n,)."""
    if dates is not None and dates.constant is not None:
        return np.full(raw.rows, np.datetime64(dates.constant, "D"))
    found = np.full(raw.rows, np.datetime64("NaT", "D"))
    sources = [] if dates is None else [each for each in (dates, *dates.otherwise) if each.column in raw.columns]
    open_rows = np.arange(raw.rows)
    for source in sources:
        days, wrong = _days(raw, source, open_rows)
        problems.add(wrong)
        found[open_rows] = days
        unreadable = np.concatenate([np.empty(0, np.int64), *(rows for rows, _ in wrong)])
        open_rows = np.setdiff1d(open_rows[np.isnat(days)], unreadable)
    if default is not None:
        found[open_rows] = np.datetime64(default, "D")
    elif sources and len(open_rows):
        named = ", ".join(str(each.column) for each in sources)
        problems.add([(open_rows, FieldError(named, None, say("tables.date.empty"), say("tables.date.fill")))])
    return found


def _days(raw: RawTable, source: DayColumn, rows: NDArray[np.int64]) -> tuple[NDArray[np.datetime64], list[tuple[NDArray[np.int64], FieldError]]]:
    """The days of those rows, NaT where there is none, and which of them cannot be read."""
    column, pattern = str(source.column), None if source.pattern is None else re.compile(source.pattern)
    cells = Distinct.of(raw.columns[column])
    parsed = Distinct(cells.cells, cells.index[rows]).parse(lambda cell: parse_date(cell, column, source.formats, pattern), None)
    return np.asarray(parsed.distinct, dtype="datetime64[D]")[parsed.index], [(rows[wrong], error) for wrong, error in parsed.wrong]
