"""Categories as small integers, for rivals that cannot read words: learned from the contracts taught, the rare and the unseen as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.quality.contracts import Contracts

LEAST = 10
"""Contracts that a category must have to get a code of its own."""


@dataclass(frozen=True)
class AttributeCodes:
    """One table per category column; 0 is whatever it does not hold."""

    tables: tuple[dict[str, int], ...]

    @classmethod
    def learn(cls, taught: Contracts) -> AttributeCodes:
        tables: list[dict[str, int]] = []
        for column in taught.categories.T:
            values, counts = np.unique(column.astype(np.str_), return_counts=True)
            tables.append({str(value): at for at, value in enumerate(values[counts >= LEAST], 1)})
        return cls(tuple(tables))

    def codes(self, contracts: Contracts) -> NDArray[np.float64]:
        """Codes (n, C)."""
        columns = [[table.get(value, 0) for value in contracts.categories[:, at]] for at, table in enumerate(self.tables)]
        return np.asarray(columns, dtype=np.float64).reshape(len(self.tables), len(contracts)).T

    def matrix(self, contracts: Contracts) -> NDArray[np.float64]:
        """Codes, numbers and the date, (n, C + K + 1)."""
        return np.column_stack([self.codes(contracts), contracts.numbers, contracts.years])

    @property
    def categorical(self) -> list[int]:
        """Columns of the matrix that hold codes."""
        return list(range(len(self.tables)))

    def one_hot(self, contracts: Contracts) -> NDArray[np.float64]:
        """The codes as indicators, (n, sum of the table sizes + C)."""
        codes = self.codes(contracts).astype(np.int64)
        return np.column_stack([np.eye(len(table) + 1)[codes[:, at]] for at, table in enumerate(self.tables)])
