"""The inputs of the heads for n rows, as the graph names them; what training passes from step to step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuation.features import DERIVED_NUMBERS, Features


@dataclass(frozen=True)
class Inputs:
    """`embedding` (n, d) float32 of length 1 or 0; `categories` (n, C) str; `numbers` (n, K) float32; `years` (n,) float32.

    `lexical` (n, k) float32: the supervised columns of the texts, out of fold where a text taught them; None where there are none.
    """

    embedding: NDArray[np.float32]
    categories: NDArray[np.object_]
    numbers: NDArray[np.float32]
    years: NDArray[np.float32]
    lexical: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.years)

    @classmethod
    def of(cls, features: Features, embedding: NDArray[np.float32]) -> Inputs:
        return cls(embedding, features.categories, features.numbers, features.years)

    def take(self, rows: NDArray[np.int64]) -> Inputs:
        lexical = None if self.lexical is None else self.lexical[rows]
        return Inputs(self.embedding[rows], self.categories[rows], self.numbers[rows], self.years[rows], lexical)

    def feed(self, names: set[str]) -> dict[str, Any]:
        """Those of the arrays that a session asks for."""
        return {name: getattr(self, name) for name in names}

    def text_rows(self) -> NDArray[np.float32]:
        """What the maturity and value heads read: embedding, the lengths of the texts, and their supervised columns, (n, d + 2 + k)."""
        parts = [self.embedding, self.numbers[:, : len(DERIVED_NUMBERS)]]
        return np.hstack(parts if self.lexical is None else [*parts, self.lexical])

    def with_unknown(self, generator: np.random.Generator, categories: dict[int, float], numbers: dict[int, float]) -> Inputs:
        """The same rows with attributes made unknown at random: column → probability."""
        changed = self.categories.copy()
        for column, probability in categories.items():
            changed[generator.random(len(self)) < probability, column] = ""
        values = self.numbers.copy()
        for column, probability in numbers.items():
            values[generator.random(len(self)) < probability, column] = np.nan
        return replace(self, categories=changed, numbers=values)
