"""What can be seen of a column without knowing what it means: how full, how many distinct cells, what they parse as. For drafting mappings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.tables.amounts import NoPrice, parse_amount
from models.tables.cell import Cell, cell_text, clean, is_missing
from models.tables.dates import parse_date
from models.tables.distinct import Distinct
from models.tables.levels import parse_level
from models.tables.numbers import parse_number
from models.tables.raw_table import RawTable
from valuation.field_error import FieldError
from valuation.money import UNITS

SAMPLE = 400
"""Distinct cells that are tried on the parsers, spread over the column."""


@dataclass(frozen=True)
class ColumnSurvey:
    """`filled` and `distinct` count rows and cells that say something; the shares (0-1) are of a sample of distinct cells; `cells` is that sample;
    `values` holds all distinct texts, most frequent first, where they are at most 60; `low` and `high` bound the numbers.
    """

    name: str
    rows: int
    filled: int
    distinct: int
    length: float
    numeric: float
    money: float
    dated: float
    levelled: float
    low: float
    high: float
    median: float
    cjk: float
    cells: tuple[Cell, ...]
    values: tuple[str, ...]

    @property
    def unique(self) -> bool:
        """Every row has a value of its own."""
        return self.rows > 0 and self.distinct == self.rows == self.filled

    @property
    def examples(self) -> list[str]:
        """Up to three values, cut to 40 characters."""
        return [text if len(text) <= 40 else text[:39] + "…" for text in (cell_text(cell).replace("\n", " ") for cell in self.cells[:3])]


def survey(raw: RawTable) -> list[ColumnSurvey]:
    """Every column of the table, in the order of the file."""
    return [_column(name, raw) for name in dict.fromkeys(raw.names)]


def _column(name: str, raw: RawTable) -> ColumnSurvey:
    found = Distinct.of(raw.columns[name])
    counts = np.bincount(found.index, minlength=len(found.cells))
    said = [at for at, cell in enumerate(found.cells) if counts[at] and not is_missing(clean(cell))]
    step = max(1, len(said) // SAMPLE)
    cells = tuple(found.cells[at] for at in said[::step][:SAMPLE])
    texts = [cell_text(cell) for cell in cells]
    numbers = np.asarray([number for cell in cells if (number := _number(cell)) is not None])
    letters = "".join(texts)[:20_000]
    return ColumnSurvey(
        name=name,
        rows=raw.rows,
        filled=int(counts[said].sum()) if said else 0,
        distinct=len(said),
        length=float(np.mean([len(text) for text in texts])) if texts else 0.0,
        numeric=len(numbers) / len(cells) if cells else 0.0,
        money=_share(cells, lambda cell: parse_amount(cell, name, UNITS["元"])),
        dated=_share(cells, lambda cell: parse_date(cell, name)),
        levelled=_share(cells, lambda cell: parse_level(cell, name)),
        low=float(numbers.min()) if len(numbers) else float("nan"),
        high=float(numbers.max()) if len(numbers) else float("nan"),
        median=float(np.median(numbers)) if len(numbers) else float("nan"),
        cjk=sum("\u4e00" <= c <= "\u9fff" for c in letters) / max(1, len(letters)),
        cells=cells,
        values=tuple(cell_text(found.cells[at]) for at in sorted(said, key=lambda at: -counts[at])) if len(said) <= 60 else (),
    )


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool):
        return None
    try:
        return parse_number(cell, "")
    except FieldError:
        return None


def _share(cells: tuple[Cell, ...], parse: Callable[[Cell], object]) -> float:
    return sum(_parses(cell, parse) for cell in cells) / len(cells) if cells else 0.0


def _parses(cell: Cell, parse: Callable[[Cell], object]) -> bool:
    try:
        parse(cell)
    except NoPrice:
        return True
    except FieldError:
        return False
    return True
