"""Code maps of a mapping file: what a source writes → what is meant. Compared as categories are: NFKC, trimmed, case-folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

from models.tables.cell import Cell, cell_text
from models.tables.nearest import suggestion
from valuation.catalogue import say
from valuation.features import category
from valuation.field_error import FieldError

T = TypeVar("T")
Others = Literal["error", "missing", "keep"]
"""What becomes of a value that the map lacks: refused, counted as absent, or kept as it stands."""


class CodeMap(Generic[T]):
    """A code map made ready: `find` is one look-up."""

    def __init__(self, codes: Mapping[str, T], others: Others) -> None:
        self._codes = {category(name): meaning for name, meaning in codes.items()}
        self._names = list(codes)
        self._others = others

    def find(self, cell: Cell, field: str) -> T | Cell:
        """The meaning of a cell, None where it is empty or left out, the cell itself where there is no map or others are kept."""
        spelled = category(cell_text(cell))
        if spelled == "":
            return None
        if spelled in self._codes:
            return self._codes[spelled]
        if not self._codes or self._others == "keep":
            return cell
        if self._others == "missing":
            return None
        fix = say("tables.cell.add_code", nearest=suggestion(cell_text(cell), self._names))
        raise FieldError(field, cell, say("tables.cell.unknown_code"), fix)
