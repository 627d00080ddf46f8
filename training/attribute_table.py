"""Supervised columns of the attributes: what each value of a category adds to what is to be told, in tables of numbers beside the graph's.

For each target and each category column one effect, and their sum over the columns: what the categories say together. The trees that read them in
training see them out of fold, as with the columns of the text (`lexical.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.attribute_traits import UNSEEN
from training.graph import Graph, add_concat, add_key


@dataclass(frozen=True)
class AttributeTable:
    """Of C category columns and T targets: `numbers`, value → row of each column's table; `effects`, (values, T) float32 of each column, row 0 for a value
    never seen.
    """

    numbers: tuple[dict[str, int], ...]
    effects: tuple[NDArray[np.float32], ...]

    @property
    def targets(self) -> int:
        """T."""
        return int(self.effects[0].shape[1])

    @property
    def width(self) -> int:
        """Columns that the table makes: T sums, then the effects of every category column, T each."""
        return self.targets * (1 + len(self.effects))

    def reads(self, target: int) -> tuple[int, list[int]]:
        """Of one target: its sum, and its effect by each category column, as numbers of this table's columns."""
        return target, [self.targets * (1 + at) + target for at in range(len(self.effects))]

    def columns(self, categories: NDArray[np.object_]) -> NDArray[np.float32]:
        """(n, C) → (n, width); sums are taken in the order of the columns, as in the graph."""
        keys = [np.fromiter((numbers.get(value, UNSEEN) for value in categories[:, at]), np.int64, len(categories)) for at, numbers in enumerate(self.numbers)]
        return laid([table[key] for table, key in zip(self.effects, keys, strict=True)])

    def add_to(self, graph: Graph) -> str:
        """The columns as nodes, (n, width)."""
        starts = np.cumsum([0, *map(len, self.effects)])[:-1]
        keys = add_concat(graph, [add_key(graph, at, numbers) for at, numbers in enumerate(self.numbers)])
        rows = graph.node("Add", keys, graph.constant(starts.astype(np.int64).reshape(1, -1)))
        found = graph.node("Gather", graph.constant(np.concatenate(self.effects)), rows)  # (n, C, T)
        sums = graph.node("CumSum", found, graph.constant(np.asarray([1], dtype=np.int64)))  # one after the other, as in `laid`
        total = graph.node("Gather", sums, graph.constant(np.asarray([len(self.effects) - 1], dtype=np.int64)), axis=1)
        return graph.node("Reshape", add_concat(graph, [total, found]), graph.constant(np.asarray([-1, self.width], dtype=np.int64)))


def laid(effects: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Effects (n, T) of each category column → (n, width)."""
    total = effects[0].copy()
    for part in effects[1:]:
        total += part
    return np.hstack([total, *effects])
