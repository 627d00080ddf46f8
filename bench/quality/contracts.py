"""Priced contracts as every rival reads them: texts, attributes, dates and ln(price), through the mapping file that the pipeline reads too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.tables.read import read_table
from valuation.features import FeatureSchema, decimal_years, features
from valuation.field_error import FieldError

PER_ROW = ("ids", "rows", "text", "categories", "numbers", "years", "projects", "log_price")


@dataclass(frozen=True)
class Contracts:
    """n contracts. `text` (n,) str, `categories` (n, C) str ("" unknown), `numbers` (n, K) float32 (NaN unknown), `years` (n,) decimal years,
    `projects` (n,) group numbers, `log_price` (n,); `ids` as in the table and `rows` (n,) 0-based in its file.

    `segments` are the category columns of the mapping's [price] segments, outermost first; `names` those of the categories.
    """

    ids: NDArray[np.str_]
    rows: NDArray[np.int64]
    text: NDArray[np.object_]
    categories: NDArray[np.object_]
    numbers: NDArray[np.float64]
    years: NDArray[np.float64]
    projects: NDArray[np.int64]
    log_price: NDArray[np.float64]
    names: tuple[str, ...]
    segments: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.years)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Contracts:
        """The rows of those indices, or of that mask, in order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in PER_ROW})


def read_contracts(data: Path, source: Path) -> Contracts:
    """The table's priced rows; FieldError where the mapping has no price or does not fit the table."""
    mapping = Mapping.load(source)
    if mapping.price is None:
        raise FieldError("SOURCE", source, "the mapping names no price", "Give a mapping file with a [price] part.")
    return contracts_of(read_table(data, mapping), tuple(mapping.price.segments))


def contracts_of(table: ContractTable, segments: tuple[str, ...]) -> Contracts:
    """The priced rows of a table as read; without named segments the first two categories stand in."""
    priced = np.flatnonzero(np.isfinite(table.amounts))
    table = table.take(priced)
    schema = FeatureSchema(categories=tuple(table.source.categories), numbers=tuple(table.source.numbers))
    found = features(table.columns, schema)
    return Contracts(
        ids=np.asarray(table.ids, dtype=np.str_),
        rows=table.rows - 1,
        text=np.asarray(found.text, dtype=object),
        categories=found.categories,
        numbers=found.numbers.astype(np.float64),
        years=decimal_years(table.columns.dates).astype(np.float64),
        projects=np.unique(table.projects, return_inverse=True)[1],
        log_price=np.log(table.amounts),
        names=schema.categories,
        segments=tuple(schema.categories.index(name) for name in segments) or tuple(range(min(2, len(schema.categories)))),
    )
