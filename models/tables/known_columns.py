"""A raw table under the column names that its mapping knows: other names of a column, columns that a file may lack, a total where there is nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pyarrow as pa

from models.tables.mapping import Mapping
from models.tables.mapping_parts import TableLayout
from models.tables.money_column import blank
from models.tables.raw_table import RawTable
from valuation.bilingual import Bilingual
from valuation.catalogue import say
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


def lacking(raw: RawTable, named: RawTable) -> list[Bilingual]:
    """A sentence where the file lacks optional columns."""
    absent = named.names[len(raw.names) :]
    return [say("tables.warning.lacking", file=raw.file, columns=", ".join(absent))] if absent else []


def with_total_alone(raw: RawTable, mapping: Mapping) -> tuple[Mapping, list[Bilingual]]:
    """The mapping of a table that has the contract's total and no amount: its prices are of the total's concept then, which is told, never done in silence."""
    price = mapping.price
    if price is None or price.total is None or price.total not in raw.columns:
        return mapping, []
    absent = price.amount not in raw.columns
    if blank(raw.columns[price.total]) or not (absent or blank(raw.columns[price.amount])):
        return mapping, []
    total = price.of_total()
    told = say(
        "tables.warning.total_alone",
        file=raw.file,
        why=say("tables.warning.no_amounts" if absent else "tables.warning.empty_amounts", column=price.amount),
        total=price.total,
        total_concept=total.concept,
        total_label=_named(*PRICE_CONCEPTS[total.concept]),
        concept=price.concept,
        label=_named(*price.labels),
    )
    return mapping.model_copy(update={"price": total}), [told]


def _named(zh: str, en: str) -> Bilingual:
    """A kind of amount by its name; in an English sentence the Chinese one stands beside it, since that is what the form says."""
    return Bilingual(zh=zh, en=f"{en}, {zh}")


def _folded(name: str) -> str:
    """A column name as it is compared: width and spaces do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
