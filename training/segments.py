"""Which attributes define the price segments, and the nested segment of every contract.

A mapping file may name them (`[price] segments`); else the columns that explain most of ln(price) are taken, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpus import Corpus
from training.graph import Graph, add_key
from training.numbering import numbered

MAX_DEPTH, MAX_VALUES = 3, 80
LEAST_GAIN = 0.02
"""Share of the remaining variance that a further column must explain."""


@dataclass(frozen=True)
class Segments:
    """Nested segments over `columns` (indices into the categories). `values[c]` numbers the values of column c from 1; `combos[d]` numbers the
    combinations of the first d + 1 columns from 1; unknown is 0 in both.
    """

    columns: tuple[int, ...]
    values: tuple[dict[str, int], ...]
    combos: tuple[dict[int, int], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return tuple(len(combo) for combo in self.combos)

    @property
    def radices(self) -> tuple[int, ...]:
        """What the number so far is multiplied by before the next column's is added."""
        return tuple(len(values) + 1 for values in self.values)

    def keys(self, categories: NDArray[np.object_]) -> list[NDArray[np.int64]]:
        """Per depth the segment of each row, (n,) int64."""
        found: list[NDArray[np.int64]] = []
        number = np.zeros(len(categories), dtype=np.int64)
        for column, values, radix, combo in zip(self.columns, self.values, self.radices, self.combos, strict=True):
            number = number * radix + np.asarray([values.get(value, 0) for value in categories[:, column]], dtype=np.int64)
            found.append(np.asarray([combo.get(int(one), 0) for one in number], dtype=np.int64))
        return found

    def add_to(self, graph: Graph) -> list[str]:
        """Adds the numbering to a graph; per depth the name of the keys, (n, 1) int64."""
        names: list[str] = []
        number = ""
        for column, values, radix, combo in zip(self.columns, self.values, self.radices, self.combos, strict=True):
            value = add_key(graph, column, values)
            number = graph.node("Add", graph.node("Mul", number, graph.constant(np.int64(radix))), value) if number else value
            names.append(graph.node("LabelEncoder", number, domain="ai.onnx.ml", keys_int64s=list(combo), values_int64s=list(combo.values()), default_int64=0))
        return names


def segment_columns(corpus: Corpus, categories: NDArray[np.object_], log_price: NDArray[np.float64]) -> tuple[int, ...]:
    """Indices of the categories that define the price segments, as a mapping names them, else chosen; none known only after the deal."""
    named = dict.fromkeys(name for table in corpus.price_tables if table.source.price is not None for name in table.source.price.segments)
    if named:
        return tuple(corpus.schema.categories.index(name) for name in named)
    deal = {name for table in corpus.price_tables for name in table.source.unknown_at_listing}
    return choose_columns(categories, log_price, [at for at, name in enumerate(corpus.schema.categories) if name not in deal]) if len(log_price) else ()


def choose_columns(categories: NDArray[np.object_], log_price: NDArray[np.float64], allowed: Sequence[int]) -> tuple[int, ...]:
    """Greedy choice of at most three columns by the variance that their nested means explain beyond chance, shrunk for thin cells."""
    chosen: list[int] = []
    cell = np.zeros(len(log_price), dtype=np.int64)
    residual = log_price - log_price.mean()
    while len(chosen) < MAX_DEPTH:
        total = float((residual**2).sum())
        best: tuple[float, int, NDArray[np.int64]] | None = None
        for column in allowed:
            if column in chosen or len(set(categories[:, column])) > MAX_VALUES:
                continue
            values, inverse = numbered(categories[:, column])
            _, joint = np.unique(cell * len(values) + inverse, return_inverse=True)
            counts = np.bincount(joint)
            sums = np.bincount(joint, residual)
            by_chance = total / len(residual) * float((counts / (counts + 10)).sum())  # what as many cells of pure noise explain
            gain = float((sums**2 / (counts + 10)).sum()) - by_chance
            if best is None or gain > best[0]:
                best = (gain, column, joint)
        if best is None or total <= 0 or best[0] < LEAST_GAIN * total:
            break
        _, column, cell = best
        chosen.append(column)
        residual = residual - (np.bincount(cell, residual) / (np.bincount(cell) + 10))[cell]
    return tuple(chosen)


def fit_segments(categories: NDArray[np.object_], columns: Sequence[int]) -> Segments:
    """Numbers the values and the combinations that occur."""
    values = tuple({value: at + 1 for at, value in enumerate(sorted(set(categories[:, column]) - {""}))} for column in columns)
    bare = Segments(tuple(columns), values, tuple({} for _ in columns))
    combos: list[dict[int, int]] = []
    number = np.zeros(len(categories), dtype=np.int64)
    for column, known, radix in zip(columns, values, bare.radices, strict=True):
        number = number * radix + np.asarray([known.get(value, 0) for value in categories[:, column]], dtype=np.int64)
        combos.append({int(one): at + 1 for at, one in enumerate(np.unique(number))})
    return Segments(tuple(columns), values, tuple(combos))
