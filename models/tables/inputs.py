"""What a model may read of each row, from raw columns: masked text, dates, categories, numbers."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.tables.cell import Cell, cell_text
from models.tables.code_map import CodeMap
from models.tables.dates import parse_date
from models.tables.distinct import Distinct
from models.tables.mapping import Mapping
from models.tables.mapping_parts import Attribute, Dates
from models.tables.numbers import parse_number
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.codes import LISTS
from valuation.features import Columns, category, compose_text
from valuation.field_error import FieldError
from valuation.record import CODED_FIELDS


def read_inputs(raw: RawTable, mapping: Mapping, problems: RowProblems, default_date: date | None = None) -> Columns:
    """The inputs of all n rows; what cannot be read is unknown there and reported as fatal to its row."""
    text, titles = _texts(raw, mapping)
    return Columns(
        text=text,
        titles=titles,
        dates=_dates(raw, mapping.date, problems, default_date),
        categories={name: _categories(raw, name, mapping.attributes[name], problems) for name in mapping.categories},
        numbers={name: _numbers(raw, mapping.attributes[name], problems) for name in mapping.numbers},
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
    if dates is not None and dates.constant is not None:
        return np.full(raw.rows, np.datetime64(dates.constant, "D"))
    if dates is None or dates.column not in raw.columns:
        return np.full(raw.rows, np.datetime64(default, "D") if default else np.datetime64("NaT", "D"))
    column, pattern = dates.column, None if dates.pattern is None else re.compile(dates.pattern)

    def day(cell: Cell) -> date:
        found = parse_date(cell, column, dates.formats, pattern) or default
        if found is None:
            raise FieldError(column, cell, "the date is empty", "Fill in the day at which the row is to be valued.")
        return found

    parsed = Distinct.of(raw.columns[column]).parse(day, date.min)
    problems.add(parsed.wrong)
    found: NDArray[np.datetime64] = np.asarray([None if each == date.min else each for each in parsed.distinct], dtype="datetime64[D]")[parsed.index]
    return found


def _categories(raw: RawTable, name: str, attribute: Attribute, problems: RowProblems) -> list[str]:
    if attribute.column not in raw.columns:
        return [""] * raw.rows
    codes = CodeMap(attribute.codes, attribute.others)
    registered = LISTS[CODED_FIELDS[name]] if name in CODED_FIELDS else None

    def meaning(cell: Cell) -> str:
        found = codes.find(cell, attribute.column)
        spelled = category(cell_text(found))
        return category(registered.resolve(cell_text(found), attribute.column)) if registered is not None and spelled else spelled

    parsed = Distinct.of(raw.columns[attribute.column]).parse(meaning, "")
    problems.add(parsed.wrong)
    return parsed.rows()


def _numbers(raw: RawTable, attribute: Attribute, problems: RowProblems) -> NDArray[np.float64]:
    if attribute.column not in raw.columns:
        return np.full(raw.rows, np.nan)
    codes = CodeMap(attribute.codes, attribute.others if attribute.codes else "keep")
    parsed = Distinct.of(raw.columns[attribute.column]).parse(
        lambda cell: parse_number(codes.find(cell, attribute.column), attribute.column, attribute.unit), float("nan")
    )
    problems.add(parsed.wrong)
    return np.asarray(parsed.distinct, dtype=np.float64)[parsed.index]
