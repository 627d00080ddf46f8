"""What a row teaches, from raw columns: amount, maturity, scores, dominant value, and the project that it belongs to. Training only."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.tables.cell import Cell, clean, is_missing
from models.tables.code_map import CodeMap
from models.tables.distinct import Distinct
from models.tables.levels import UNLABELLED, Ends, between, parse_level
from models.tables.mapping import Mapping
from models.tables.mapping_parts import Dominant, Maturity, Score
from models.tables.numbers import parse_number
from models.tables.price_labels import read_prices
from models.tables.projects import key_of, same_project
from models.tables.raw_table import RawTable
from models.tables.rejects import RowProblems
from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.five_values import SCORE_RANGE, VALUE_NAMES, VALUES


@dataclass(frozen=True)
class RowLabels:
    """Labels of n rows, as in `ContractTable`."""

    amounts: NDArray[np.float64]
    levels: NDArray[np.int8]
    scores: NDArray[np.float64]
    dominant: list[str]
    terms: list[str] = field(default_factory=list)

    def any(self) -> NDArray[np.bool_]:
        """Whether a row has any label; shape (n,)."""
        named = np.fromiter((value != "" for value in self.dominant), bool, len(self.dominant))
        labelled: NDArray[np.bool_] = np.isfinite(self.amounts) | (self.levels[:, 0] > 0) | np.isfinite(self.scores).any(axis=1) | named
        return labelled | (np.asarray(self.terms, dtype=str) != "") if self.terms else labelled


def no_labels(rows: int) -> RowLabels:
    """Labels of rows that have none."""
    return RowLabels(np.full(rows, np.nan), np.zeros((rows, 2), np.int8), np.full((rows, len(VALUES)), np.nan), [""] * rows)


def read_labels(raw: RawTable, mapping: Mapping, problems: RowProblems) -> RowLabels:
    """The labels of all rows; wrong ones are reported as fatal, amounts that are no price as the loss of that label."""
    labels = no_labels(raw.rows)
    prices = read_prices(raw, mapping, problems)
    for at, value in enumerate(VALUES):
        if value in mapping.values.scores:
            labels.scores[:, at] = _scores(raw, mapping.values.scores[value], problems)
    return RowLabels(
        prices.amounts,
        labels.levels if mapping.maturity is None else _levels(raw, mapping.maturity, problems),
        labels.scores,
        labels.dominant if mapping.values.dominant is None else _dominant(raw, mapping.values.dominant, problems),
        prices.terms,
    )


def read_projects(raw: RawTable, mapping: Mapping, ids: list[str]) -> list[str]:
    """The project of each row."""
    if mapping.project is None:
        return same_project(ids, [])
    drop = None if mapping.project.drop is None else re.compile(mapping.project.drop, re.IGNORECASE)
    return same_project(ids, [key_of([raw.columns[column] for column in key], drop) for key in mapping.project.keys])


def _levels(raw: RawTable, maturity: Maturity, problems: RowProblems) -> NDArray[np.int8]:
    if maturity.stage is not None:
        column, codes = maturity.stage, CodeMap(maturity.stages, maturity.others)

        def stage(cell: Cell) -> Ends:
            found = codes.find(cell, column)
            return found if isinstance(found, tuple) else UNLABELLED

        return _ends(raw, column, stage, problems)
    if maturity.level is not None:
        column = maturity.level
        return _ends(raw, column, lambda cell: parse_level(cell, column), problems)
    low_column, high_column = str(maturity.low), str(maturity.high)
    low = _ends(raw, low_column, lambda cell: parse_level(cell, low_column), problems)
    high = _ends(raw, high_column, lambda cell: parse_level(cell, high_column), problems)
    joined = np.zeros((raw.rows, 2), np.int8)
    for row, (a, b) in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        try:
            joined[row] = between((a[0], a[1]), (b[0], b[1]), f"{low_column}, {high_column}")
        except FieldError as error:
            problems.add([(np.array([row]), error)])
    return joined


def _ends(raw: RawTable, column: str, parse: Callable[[Cell], Ends], problems: RowProblems) -> NDArray[np.int8]:
    parsed = Distinct.of(raw.columns[column]).parse(parse, UNLABELLED)
    problems.add(parsed.wrong)
    return np.asarray(parsed.distinct, dtype=np.int8)[parsed.index]


def _scores(raw: RawTable, score: Score, problems: RowProblems) -> NDArray[np.float64]:
    codes = CodeMap(score.codes, score.others)

    def points(cell: Cell) -> float:
        number = parse_number(codes.find(cell, score.column), score.column)
        if not math.isnan(number) and not SCORE_RANGE[0] <= number <= SCORE_RANGE[1]:
            raise FieldError(score.column, cell, say("tables.score.outside"), say("tables.score.scale"))
        return number

    parsed = Distinct.of(raw.columns[score.column]).parse(points, math.nan)
    problems.add(parsed.wrong)
    return np.asarray(parsed.distinct, dtype=np.float64)[parsed.index]


def _dominant(raw: RawTable, dominant: Dominant, problems: RowProblems) -> list[str]:
    names = {name: value for value in VALUES for name in (value, *VALUE_NAMES[value])}
    codes = CodeMap(dominant.codes or names, dominant.others)

    def value(cell: Cell) -> str:
        if is_missing(clean(cell)):
            return ""
        found = codes.find(cell, dominant.column)
        return found if isinstance(found, str) and found in VALUES else ""

    parsed = Distinct.of(raw.columns[dominant.column]).parse(value, "")
    problems.add(parsed.wrong)
    return parsed.rows()
