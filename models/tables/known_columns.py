"""A raw table under the column names that its mapping knows: other names of a column, columns that a file may lack, a total where there is nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pyarrow as pa

from models.tables.mapping import Mapping
from models.tables.mapping_parts import TableLayout
from models.tables.money_column import blank
from models.tables.raw_table import RawTable
from valuation.price import PRICE_CONCEPTS


def as_named(raw: RawTable, layout: TableLayout) -> RawTable:
    """The table with `[table] also` names replaced by the mapping's own, and empty columns for those of `[table] optional` that it lacks."""
    own = {_folded(other): name for name, others in layout.also.items() if name not in raw.names for other in others}
    names: list[str] = []
    for name in raw.names:
        known = own.get(_folded(name), name)
        # The first column of an other name is meant; a second one keeps its own.
        names.append(name if known in names else known)
    columns = {new: raw.columns[old] for old, new in zip(raw.names, names, strict=True) if old in raw.columns}
    lacking = [name for name in layout.optional if name not in names]
    columns |= {name: pa.nulls(raw.rows, pa.large_string()) for name in lacking}
    return replace(raw, names=(*names, *lacking), columns=columns)


def lacking(raw: RawTable, named: RawTable) -> list[str]:
    """A sentence where the file lacks optional columns."""
    absent = named.names[len(raw.names) :]
    return [f"{raw.file}: no column {', '.join(absent)}; read as empty."] if absent else []


def with_total_alone(raw: RawTable, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """The mapping of a table that has the contract's total and no amount: its prices are of the total's concept then, which is told, never done in silence."""
    price = mapping.price
    if price is None or price.total is None or price.total not in raw.columns:
        return mapping, []
    absent = price.amount not in raw.columns
    if blank(raw.columns[price.total]) or not (absent or blank(raw.columns[price.amount])):
        return mapping, []
    total = price.of_total()
    why = f"no column {price.amount}" if absent else f"nothing in {price.amount}"
    zh, en = PRICE_CONCEPTS[total.concept]
    told = (
        f"{raw.file}: {why}, only {price.total}. What is learned here is {total.concept} ({en}, {zh}), equipment and materials included, and not "
        f"{price.concept} ({price.labels[1]}, {price.labels[0]}): it cannot be mixed with tables of the latter, nor answer for it."
    )
    return mapping.model_copy(update={"price": total}), [told]


def _folded(name: str) -> str:
    """A column name as it is compared: width and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
