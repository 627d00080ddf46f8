"""A column as its distinct cells and, for each row, which of them stands there: parsers run once a distinct value, not once a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from models.tables.cell import Cell
from valuation.field_error import FieldError

T = TypeVar("T")


@dataclass(frozen=True)
class Distinct:
    """`cells` holds the distinct values, None last; `index` (n,) points into it."""

    cells: list[Cell]
    index: NDArray[np.int64]

    @classmethod
    def of(cls, column: pa.Array) -> Distinct:
        """The distinct cells of a plain column (`raw_table.plain`)."""
        encoded = column.dictionary_encode()
        cells = encoded.dictionary.to_pylist()
        index = encoded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False).astype(np.int64)
        return cls([*cells, None], index)

    def parse(self, parse: Callable[[Cell], T], failed: T) -> Parsed[T]:
        """Every distinct cell through `parse`; one that raises FieldError counts as `failed` and is reported with its rows."""
        used = set(np.unique(self.index).tolist())
        values: list[T] = []
        wrong: dict[int, FieldError] = {}
        for at, cell in enumerate(self.cells):
            if at not in used:
                values.append(failed)
                continue
            try:
                values.append(parse(cell))
            except FieldError as error:
                values.append(failed)
                wrong[at] = error
        rows = [(np.flatnonzero(self.index == at), error) for at, error in wrong.items()] if len(wrong) < 50 else self._grouped(wrong)
        return Parsed(values, self.index, rows)

    def _grouped(self, wrong: dict[int, FieldError]) -> list[tuple[NDArray[np.int64], FieldError]]:
        rows: dict[int, list[int]] = {at: [] for at in wrong}
        for row in np.flatnonzero(np.isin(self.index, list(wrong))).tolist():
            rows[int(self.index[row])].append(row)
        return [(np.asarray(found, dtype=np.int64), wrong[at]) for at, found in rows.items()]


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """What a parser made of a column: `distinct` values, `index` (n,) into them, and `wrong`: row indices with the error that they share."""

    distinct: list[T]
    index: NDArray[np.int64]
    wrong: list[tuple[NDArray[np.int64], FieldError]]

    def rows(self) -> list[T]:
        """One value a row."""
        return [self.distinct[at] for at in self.index.tolist()]

    def array(self, dtype: str) -> NDArray[np.generic]:
        """One value a row as a NumPy array of that type; shape (n, …)."""
        return np.asarray(self.distinct, dtype=dtype)[self.index]
