"""A matrix beside its negative: every split may then be asked the other way round, so that its likelier child is always the one of a failed comparison.

ONNX Runtime lays that child right behind its parent, and a processor guesses a branch best that mostly goes the same way: the same leaves, sums and bits in
a fifth less time (`python -m bench.trees`). For a finite t, `x <= t` and `-x <= the float32 below -t` part every x alike, with the children changed over.
A NaN fails every comparison, so where a value may be unknown the way round is the one that puts its child there, and no node needs a track of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from training.graph import Graph
from training.trees import Forest


@dataclass(frozen=True)
class TwoWays:
    """Names in a graph: `plain`, a matrix (n, w), and `both`, its first `reach` columns with their negatives behind them (n, 2 · reach). In the columns
    `unknown` a value may be NaN; in no other.
    """

    plain: str
    both: str
    reach: int
    unknown: range

    def add(self, graph: Graph, trees: Forest, name: str) -> str:
        """Sum of a forest over the plain matrix, (n, 1); its node has the name given."""
        return graph.trees(turned(trees, self.reach, self.unknown), self.both, name)


def add_two_ways(graph: Graph, matrix: str, forests: Iterable[Forest], unknown: range) -> TwoWays:
    """Adds what those forests need to read a matrix both ways."""
    reach = 1 + max(int(trees.feature.max(initial=0)) for trees in forests)
    ends = [graph.constant(np.asarray([one], dtype=np.int64)) for one in (0, reach, 1)]
    read = graph.node("Slice", matrix, *ends)
    return TwoWays(matrix, graph.node("Concat", read, graph.node("Neg", read), axis=1), reach, unknown)


def turned(trees: Forest, reach: int, unknown: range) -> Forest:
    """The same decisions over `reach` columns and their negatives: the likelier child, or where a value may be unknown the child of NaN, is `right`."""
    inner = trees.leaf < 0
    start = np.searchsorted(trees.tree, np.arange(trees.tree_count))[trees.tree]
    likelier = trees.cover[start + trees.left] > trees.cover[start + trees.right]
    may_be_unknown = np.isin(trees.feature, np.asarray(unknown))
    turn = inner & np.where(may_be_unknown, trees.nan_left, likelier)
    with np.errstate(over="ignore"):
        below = np.nextafter(-trees.threshold, np.float32(-np.inf), dtype=np.float32)
    return replace(
        trees,
        feature=np.where(turn, trees.feature + reach, trees.feature),
        threshold=np.where(turn, below, trees.threshold).astype(np.float32),
        nan_left=np.zeros(len(inner), dtype=bool),
        left=np.where(turn, trees.right, trees.left),
        right=np.where(turn, trees.left, trees.right),
    )
