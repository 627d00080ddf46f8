"""Deals that are not at arm's length, as far as a table tells: declared as related, or seller and buyer share a name, a group or a credit code.

Names are compared by letters and digits alone, case and width folded, as project keys are.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.tables.cell import clean
from models.tables.distinct import Distinct
from models.tables.mapping_parts import Party
from models.tables.projects import key_of
from models.tables.raw_table import RawTable

DECLARED, SAME = "declared as related parties", "seller and buyer are the same, or of one group"
_YES = frozenset({"1", "1.0", "y", "yes", "true", "t", "related", "是", "有", "关联", "关联方", "关联交易", "关联方交易", "属于", "√"})
_NONE = frozenset({"", "无", "nil", "none", "na", "null", "nan", "未知", "不详", "个人", "自然人", "individual", "unknown", "其他", "other"})
"""What stands in name columns for nobody in particular: two individuals are not the same one."""


def read_related(raw: RawTable, party: Party | None) -> list[str]:
    """Why each row's deal is not at arm's length, "" where nothing says so; empty where the mapping names no parties."""
    if party is None:
        return []
    sellers, buyers = _names(raw, party.seller), _names(raw, party.buyer)
    declared = _declared(raw, party.related)
    return [DECLARED if stated else SAME if seller & buyer else "" for stated, seller, buyer in zip(declared, sellers, buyers, strict=True)]


def _names(raw: RawTable, columns: Sequence[str]) -> list[set[str]]:
    found: list[set[str]] = [set() for _ in range(raw.rows)]
    for column in columns:
        for row, name in enumerate(key_of([raw.columns[column]])):
            if name not in _NONE:
                found[row].add(name)
    return found


def _declared(raw: RawTable, column: str | None) -> list[bool]:
    if column is None:
        return [False] * raw.rows
    cells = Distinct.of(raw.columns[column])
    stated = [clean(cell).casefold() in _YES for cell in cells.cells]
    return [stated[at] for at in cells.index.tolist()]
