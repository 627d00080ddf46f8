"""Everything one training run learns from: several sources laid one under the other, labels kept apart by meaning.

Prices of one currency and one concept only. Texts and attributes come from every source, so that one without prices can teach maturity and values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.manifest import UNSTATED
from models.tables.contract_table import ContractTable
from valuation.features import Columns, FeatureSchema
from valuation.field_error import FieldError


@dataclass(frozen=True)
class Corpus:
    """n contracts of all sources, in order. `source` (n,) tells which table a row came from; `amounts` are NaN where a row has no price.

    `projects` (n,) are group numbers; `levels` (n, 2), `scores` (n, 5) and `dominant` (n,) as in `ContractTable`.
    """

    tables: tuple[ContractTable, ...]
    columns: Columns
    schema: FeatureSchema
    source: NDArray[np.int64]
    amounts: NDArray[np.float64]
    projects: NDArray[np.int64]
    levels: NDArray[np.int8]
    scores: NDArray[np.float64]
    dominant: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.source)

    @property
    def priced(self) -> NDArray[np.int64]:
        """Indices of the rows with a price, oldest first."""
        rows = np.flatnonzero(np.isfinite(self.amounts))
        return rows[np.argsort(self.columns.dates[rows], kind="stable")]

    def take(self, rows: NDArray[np.int64]) -> Corpus:
        """The rows of those indices, in that order; each table keeps its own of them, so that a row can still be traced to where it was read."""
        return Corpus(
            tuple(table.take(self._places[rows[self.source[rows] == at]]) for at, table in enumerate(self.tables)),
            self.columns.take(rows),
            self.schema,
            self.source[rows],
            self.amounts[rows],
            self.projects[rows],
            self.levels[rows],
            self.scores[rows],
            self.dominant[rows],
        )

    def record(self, row: int) -> tuple[ContractTable, int]:
        """The table that a row came from, and its index there."""
        return self.tables[int(self.source[row])], int(self._places[row])

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """Index of each row in its own table: the how-manieth of its source it is."""
        order = np.argsort(self.source, kind="stable")
        places = np.empty(len(self), dtype=np.int64)
        places[order] = np.arange(len(self)) - np.searchsorted(self.source[order], self.source[order])
        return places

    @property
    def price_tables(self) -> list[ContractTable]:
        """The sources that state prices."""
        return [table for table in self.tables if table.source.price is not None]


def merge(tables: Sequence[ContractTable]) -> Corpus:
    """Lays the tables together; FieldError where their prices must not be mixed or an attribute is of two kinds."""
    _check_prices(tables)
    schema = _schema(tables)
    return Corpus(
        tables=tuple(tables),
        columns=_columns(tables, schema),
        schema=schema,
        source=np.repeat(np.arange(len(tables)), [len(table) for table in tables]),
        amounts=np.concatenate([table.amounts if table.source.price is not None else np.full(len(table), np.nan) for table in tables]),
        projects=np.unique([f"{at}\x00{project}" for at, table in enumerate(tables) for project in table.projects], return_inverse=True)[1],
        levels=np.concatenate([table.levels for table in tables]),
        scores=np.concatenate([table.scores for table in tables]),
        dominant=np.asarray([value for table in tables for value in table.dominant], dtype=np.str_),
    )


def _check_prices(tables: Sequence[ContractTable]) -> None:
    prices = [(table.source.file, table.source.price) for table in tables if table.source.price is not None]
    kinds = {(price.concept, price.currency): file for file, price in prices}
    if len(kinds) > 1:
        told = "; ".join(f"{file}: {concept} in {currency}" for (concept, currency), file in kinds.items())
        reason = f"prices of different concepts or currencies cannot share one head ({told})"  # not as the value, which is cut at 80 characters
        raise FieldError("price", None, reason, "Train one bundle per concept and currency.")
    bases = {price.tax_basis: file for file, price in prices if price.tax_basis != UNSTATED}
    if len(bases) > 1:
        told = "; ".join(f"{file}: {basis}" for basis, file in bases.items())
        raise FieldError("price.tax_basis", None, f"prices of different tax bases cannot share one head ({told})", "Train one bundle per tax basis.")


def _schema(tables: Sequence[ContractTable]) -> FeatureSchema:
    categories = dict.fromkeys(name for table in tables for name in table.source.categories)
    numbers = dict.fromkeys(name for table in tables for name in table.source.numbers)
    for name in categories.keys() & numbers.keys():
        raise FieldError(f"attributes.{name}", name, "a category in one source and a number in another", "Give it one kind in every mapping.")
    return FeatureSchema(categories=tuple(categories), numbers=tuple(numbers))


def _columns(tables: Sequence[ContractTable], schema: FeatureSchema) -> Columns:
    blank: dict[int, list[str]] = {at: [""] * len(table) for at, table in enumerate(tables)}
    unknown = {at: np.full(len(table), np.nan) for at, table in enumerate(tables)}
    return Columns(
        text=[text for table in tables for text in table.columns.text],
        titles=np.concatenate([table.columns.titles for table in tables]),
        dates=np.concatenate([table.columns.dates for table in tables]),
        categories={name: [value for at, table in enumerate(tables) for value in table.columns.categories.get(name, blank[at])] for name in schema.categories},
        numbers={name: np.concatenate([table.columns.numbers.get(name, unknown[at]) for at, table in enumerate(tables)]) for name in schema.numbers},
    )
