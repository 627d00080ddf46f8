"""A table after its mapping: n contracts (or achievements to score) in columns, ready for features and labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.tables.mapping import Mapping
from models.tables.rejects import Reject
from valuation.bilingual import Bilingual
from valuation.features import Columns


@dataclass(frozen=True)
class ContractTable:
    """Every sequence has length n, in the order of the file.

    `ids` as given ("" where the cell is empty); `rows` (n,) 1-based data rows of the file; `amounts` (n,) in units of the source's currency, NaN where
    none; `projects` the group that a split must not part; `levels` (n, 2) lowest and highest maturity, 0 where unlabelled; `scores` (n, 5) 0-100 in
    the order of `five_values.VALUES`, NaN where none; `dominant` the name of the dominant value or "".
    `terms` says on which terms a deal is paid, by the code list `deal_terms` ("" unknown), and is empty where the source has no `[terms]`.
    `related` says in a word why a deal is not at arm's length ("" where nothing says so), and is empty where the source names no parties.
    `warnings` are sentences, in both languages, on the table as a whole that whoever trains on it must see; `source` says how it was read in the end.
    `rejects` are the problems of rows that were left out or lost a label (training); `unreadable` maps a row index to its reason (scoring).
    """

    ids: list[str]
    rows: NDArray[np.int64]
    columns: Columns
    amounts: NDArray[np.float64]
    projects: list[str]
    levels: NDArray[np.int8]
    scores: NDArray[np.float64]
    dominant: list[str]
    source: Mapping
    file: str
    related: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    warnings: tuple[Bilingual, ...] = ()
    rejects: list[Reject] = field(default_factory=list)
    unreadable: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def warned(self) -> list[str]:
        """The warnings as lines for a terminal, each in English and then in Chinese."""
        return [line for warning in self.warnings for line in (warning.en, warning.zh)]

    def take(self, rows: NDArray[np.int64]) -> ContractTable:
        """The rows of those indices, in that order; the rejects stay those of the whole file."""
        chosen = rows.tolist()
        return ContractTable(
            ids=[self.ids[i] for i in chosen],
            rows=self.rows[rows],
            columns=self.columns.take(rows),
            amounts=self.amounts[rows],
            projects=[self.projects[i] for i in chosen],
            levels=self.levels[rows],
            scores=self.scores[rows],
            dominant=[self.dominant[i] for i in chosen],
            source=self.source,
            file=self.file,
            related=[self.related[i] for i in chosen] if self.related else [],
            terms=[self.terms[i] for i in chosen] if self.terms else [],
            warnings=self.warnings,
            rejects=self.rejects,
            unreadable={at: self.unreadable[i] for at, i in enumerate(chosen) if i in self.unreadable},
        )
