"""Which rows are the same project: those that share an id or any of the mapping's keys, so that a split never parts them.

A key is compared by letters and digits alone, case and width folded; a row with an empty part has no such key.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import pyarrow as pa

from models.tables.cell import cell_text
from models.tables.distinct import Distinct


def key_of(columns: Sequence[pa.Array], drop: re.Pattern[str] | None = None) -> list[str]:
    """One key a row from one or several columns, "" where any part is empty; `drop` is cut out of each part first."""
    parts = []
    for column in columns:
        distinct = Distinct.of(column)
        spelled = [_letters(cell_text(cell), drop) for cell in distinct.cells]
        parts.append([spelled[at] for at in distinct.index.tolist()])
    return ["/".join(row) if all(row) else "" for row in zip(*parts, strict=True)]


def same_project(ids: Sequence[str], keys: Sequence[Sequence[str]]) -> list[str]:
    """A project name for each row: rows linked by an id or a key, however indirectly, bear the same; a row that stands alone bears its own.

    The name is the last key of the group's first row that has one, else its id, else its row number.
    """
    parent = list(range(len(ids)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for key in (ids, *keys):
        first: dict[str, int] = {}
        for row, value in enumerate(key):
            if value:
                a, b = root(first.setdefault(value, row)), root(row)
                # The smaller row stays the root: the name of a group does not depend on the order of unions.
                parent[max(a, b)] = min(a, b)
    return [_name(root(row), ids, keys) for row in range(len(ids))]


def _name(row: int, ids: Sequence[str], keys: Sequence[Sequence[str]]) -> str:
    return next((key[row] for key in reversed(keys) if key[row]), ids[row] or f"row {row + 1}")


def _letters(text: str, drop: re.Pattern[str] | None) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if drop is not None:
        folded = drop.sub("", folded)
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))
