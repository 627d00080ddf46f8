"""The inputs of the heads for n rows, as the graph names them; what training passes from step to step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuation.features import Features


@dataclass(frozen=True)
class Inputs:
    """`embedding` (n, d) float32 of length 1 or 0; `categories` (n, C) str; `numbers` (n, K) float32; `years` (n,) float32.

    `lexical` (n, k) float32: the supervised columns of the texts, `attributes` (n, m) float32 those of the attributes, both out of fold where a row taught
    them; None where there are none.
    """

    embedding: NDArray[np.float32]
    categories: NDArray[np.object_]
    numbers: NDArray[np.float32]
    years: NDArray[np.float32]
    lexical: NDArray[np.float32] | None = None
    attributes: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.years)

    @classmethod
    def of(cls, features: Features, embedding: NDArray[np.float32]) -> Inputs:
        return cls(embedding, features.categories, features.numbers, features.years)

    def take(self, rows: NDArray[np.int64]) -> Inputs:
        lexical, attributes = (None if columns is None else columns[rows] for columns in (self.lexical, self.attributes))
        return Inputs(self.embedding[rows], self.categories[rows], self.numbers[rows], self.years[rows], lexical, attributes)

    def feed(self, names: set[str]) -> dict[str, Any]:
        """Those of the arrays that a session asks for."""
        return {name: getattr(self, name) for name in names}

    def head_rows(self) -> NDArray[np.float32]:
        """What maturity and value heads read (`head_columns.py`): embedding, numbers, supervised columns of text and attributes, (n, d + K + k + m)."""
        parts = (self.embedding, self.numbers, self.lexical, self.attributes)
        return np.hstack([part for part in parts if part is not None])

    def with_unknown(self, generator: np.random.Generator, categories: dict[int, float], numbers: dict[int, float]) -> Inputs:
        """The same rows with attributes made unknown at random: column → probability."""
        changed = self.categories.copy()
        for column, probability in categories.items():
            changed[generator.random(len(self)) < probability, column] = ""
        values = self.numbers.copy()
        for column, probability in numbers.items():
            values[generator.random(len(self)) < probability, column] = np.nan
        return replace(self, categories=changed, numbers=values)
