"""Attributes from raw columns: own cells first, other columns where those are empty, then what a finer column says; constants for the whole table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.tables.attribute_parts import Attribute, Otherwise, Refined
from models.tables.cell import Cell, cell_text, clean
from models.tables.code_map import CodeMap
from models.tables.distinct import Distinct
from models.tables.numbers import parse_number
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.features import category
from valuation.field_error import FieldError
from valuation.record import code_list_of

Rows = NDArray[np.int64]


def read_categories(raw: RawTable, name: str, attribute: Attribute, problems: RowProblems) -> list[str]:
    """The category of each of n rows, "" where unknown; what cannot be read is fatal to its row."""
    meaning = _meaning_in(name)
    if attribute.constant is not None:
        return [meaning(attribute.constant, "constant")] * raw.rows
    values = _first_given(raw, attribute, meaning, "", problems)
    if attribute.refined is not None and attribute.refined.column in raw.columns:
        _refine(values, raw, name, attribute, attribute.refined, problems)
    elif attribute.refined is not None:
        for coarse, becomes in attribute.refined.missing.items():
            values[values == category(coarse)] = category(becomes)
    found: list[str] = values.tolist()
    return found


def read_numbers(raw: RawTable, attribute: Attribute, problems: RowProblems) -> NDArray[np.float64]:
    """The number of each of n rows, NaN where unknown."""
    if attribute.constant is not None:
        return np.full(raw.rows, float(attribute.constant))
    return _first_given(raw, attribute, lambda cell, column: parse_number(cell, column, attribute.unit), float("nan"), problems).astype(np.float64)


def _meaning_in(name: str) -> Callable[[Cell, str], str]:
    """How a cell of that attribute becomes its category: through its code list, if it has one."""
    listed = code_list_of(name)

    def meaning(cell: Cell, column: str) -> str:
        spelled = category(cell_text(cell))
        return category(listed.resolve(cell_text(cell), column)) if listed is not None and spelled else spelled

    return meaning


def _first_given(raw: RawTable, attribute: Attribute, meaning: Callable[[Cell, str], Any], unknown: Any, problems: RowProblems) -> NDArray[np.object_]:
    """The attribute's own cells, and where they are empty the first of the other columns that is not; (n,)."""
    values = np.full(raw.rows, unknown, dtype=object)
    open_rows = np.arange(raw.rows)
    sources: tuple[Attribute | Otherwise, ...] = (attribute, *attribute.otherwise)
    for source in sources:
        if source.column in raw.columns and len(open_rows):
            values[open_rows] = _read(raw, source, open_rows, meaning, unknown, problems)
            open_rows = open_rows[_empty(raw, source, open_rows)]
    return values


def _read(
    raw: RawTable, source: Attribute | Otherwise, rows: Rows, meaning: Callable[[Cell, str], Any], unknown: Any, problems: RowProblems
) -> NDArray[np.object_]:
    """What the cells of those rows mean; (rows,)."""
    codes = CodeMap(source.codes, source.others if source.codes else "keep")
    picked = _picker(source)

    def parse(cell: Cell) -> Any:
        part = picked(cell)
        return unknown if part is None else meaning(codes.find(part, source.column), source.column)

    cells = Distinct.of(raw.columns[source.column])
    parsed = Distinct(cells.cells, cells.index[rows]).parse(parse, unknown)
    problems.add([(rows[wrong], error) for wrong, error in parsed.wrong])
    return _objects(parsed.distinct)[parsed.index]


def _picker(source: Attribute | Otherwise) -> Callable[[Cell], Cell]:
    """The part of a cell that counts. A cell that does not match says nothing, unless others are refused and the column is the attribute's own."""
    if source.pattern is None:
        return lambda cell: cell
    pattern = re.compile(source.pattern)
    strict = isinstance(source, Attribute) and source.others == "error"

    def pick(cell: Cell) -> Cell:
        text = clean(cell)
        found = pattern.search(text)
        if found is None and strict and text:
            raise FieldError(source.column, cell, say("tables.cell.pattern", pattern=source.pattern), say("tables.cell.correct_or_missing"))
        return None if found is None else found[1] if pattern.groups else found[0]

    return pick


def _empty(raw: RawTable, source: Attribute | Otherwise, rows: Rows) -> NDArray[np.bool_]:
    """Whether the cells of those rows say nothing: blank, or without the part that counts; an unreadable one says something wrong. (rows,)"""
    cells = Distinct.of(raw.columns[source.column])
    picked = _picker(source)

    def nothing(cell: Cell) -> bool:
        try:
            part = picked(cell)
        except FieldError:
            return False
        return category(cell_text(part)) == ""

    return np.asarray([nothing(cell) for cell in cells.cells], dtype=bool)[cells.index[rows]]


def _refine(values: NDArray[np.object_], raw: RawTable, name: str, attribute: Attribute, refined: Refined, problems: RowProblems) -> None:
    """Replaces, in place, each meaning that is refined by its finer one; a contradiction is fatal to its rows."""
    fine = _finer(raw, name, refined, problems)
    blank = fine == ""
    for coarse, allowed in refined.into.items():
        here = values == category(coarse)
        fits = np.isin(fine.astype(str), [category(each) for each in allowed])
        for finer in sorted(set(fine[here & ~blank & ~fits])):
            reason = say("tables.cell.contradicts", column=attribute.column, coarse=_called(name, coarse), finer=_called(name, finer))
            # By the cell of the row itself, not of the first such row: a reason must not depend on where a table is cut into slices.
            for cell, wrong in _by_cell(raw, refined.column, np.flatnonzero(here & (fine == finer))):
                problems.add([(wrong, FieldError(refined.column, cell, reason, say("tables.cell.correct_one")))])
        values[here & fits] = fine[here & fits]
        values[here & blank] = category(refined.missing.get(coarse, coarse))


def _finer(raw: RawTable, name: str, refined: Refined, problems: RowProblems) -> NDArray[np.object_]:
    """What the finer column says, (n,): an outcome of the refinement as it stands, anything else as the attribute's own code list reads it."""
    codes, meaning = CodeMap(refined.codes, refined.others), _meaning_in(name)
    outcomes = {category(each) for each in refined.outcomes}

    def parse(cell: Cell) -> str:
        found = codes.find(cell, refined.column)
        spelled = category(cell_text(found))
        return spelled if spelled in outcomes else meaning(found, refined.column)

    parsed = Distinct.of(raw.columns[refined.column]).parse(parse, "")
    problems.add(parsed.wrong)
    return _objects(parsed.distinct)[parsed.index]


def _called(name: str, code: str) -> Bilingual:
    """A code of that attribute by its Chinese label, if a code list gives one; as it stands in English."""
    listed = code_list_of(name)
    labels = {} if listed is None else {category(each): zh for each, (zh, _) in listed.entries.items()}
    return Bilingual(zh=labels.get(category(code), code), en=code)


def _by_cell(raw: RawTable, column: str, rows: Rows) -> list[tuple[Cell, Rows]]:
    """Those rows by what stands in the column."""
    cells = Distinct.of(raw.columns[column])
    return [(cells.cells[at], rows[cells.index[rows] == at]) for at in np.unique(cells.index[rows]).tolist()]


def _objects(values: list[Any]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
