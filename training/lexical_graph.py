"""The supervised columns of a text as nodes of a graph: the same weights of occurrences, the same table, the same bits as `lexical.py`.

Sorting a text's tokens brings equal ones together, earliest first; how many of the neighbours before it are the same then tells a token's repeat.
Sums are of whole numbers in float64, below 2^53, hence exact in any order; what follows is done value by value.
"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto

from training.graph import Graph
from training.lexical import LexicalTable
from training.occurrences import REPEATS, occurrence_weights

_SPAN = 512
"""A token and its place in one whole number: token · _SPAN + place; more than a text has places."""


def add_lexical(graph: Graph, table: LexicalTable) -> str:
    """token_ids, token_mask → lexical (n, width)."""
    tokens, weights = _weighted(graph)
    kinds, width = table.scales.shape
    rows = graph.node("Cast", graph.node("Gather", graph.constant(np.hstack([table.table, table.sizes])), tokens), to=TensorProto.DOUBLE)
    both = graph.node("Concat", *(_middle(graph, one) for one in (weights, graph.node("Mul", weights, weights))), axis=1)
    sums = graph.node("MatMul", both, rows)  # (n, 2, columns): under the weights, and under their squares
    first, second = (_squeezed(graph, graph.node("Slice", sums, *_ends(graph, at, at + 1, 1))) for at in (0, 1))
    parts = []
    for kind in range(kinds):
        total = graph.node("Slice", first, *_ends(graph, kind * width, (kind + 1) * width, 1))
        size = graph.node("Slice", second, *_ends(graph, kinds * width + kind, kinds * width + kind + 1, 1))
        length = graph.node("Sqrt", graph.node("Max", size, graph.constant(np.asarray([[1.0]]))))
        parts.append(graph.node("Mul", graph.node("Div", total, length), graph.constant(table.scales[kind][None, :])))
    found = parts[0]
    for part in parts[1:]:
        found = graph.node("Add", found, part)
    return graph.node("Cast", found, to=TensorProto.FLOAT, output="lexical")


def _weighted(graph: Graph) -> tuple[str, str]:
    """Tokens of each text in ascending order (n, t) and the weight of each occurrence (n, t), 0 for padding."""
    ids = graph.input("token_ids")
    count = graph.node("Slice", graph.node("Shape", ids), *_ends(graph, 1, 2, 0))
    zero, one = (graph.constant(np.asarray(value, dtype=np.int64)) for value in (0, 1))
    places = graph.node("Range", zero, _squeezed(graph, count, 0), one)
    span = graph.constant(np.asarray(_SPAN, dtype=np.int64))
    ordered = graph.ordered(graph.node("Add", graph.node("Mul", ids, span), places), count)
    tokens = graph.node("Div", ordered, span)
    places = graph.node("Sub", ordered, graph.node("Mul", tokens, span))
    none = graph.constant(np.asarray(-1, dtype=np.int64))
    before = graph.node("Pad", tokens, graph.constant(np.asarray([0, REPEATS, 0, 0], dtype=np.int64)), none)
    repeat = None
    for back in range(1, REPEATS + 1):
        earlier = graph.node("Slice", before, *_ends(graph, REPEATS - back, -back, 1))
        same = graph.node("Cast", graph.node("Equal", tokens, earlier), to=TensorProto.INT64)
        repeat = same if repeat is None else graph.node("Add", repeat, same)
    assert repeat is not None
    columns = graph.constant(np.asarray(REPEATS + 1, dtype=np.int64))
    every = graph.constant(occurrence_weights().astype(np.float64).ravel())
    weights = graph.node("Gather", every, graph.node("Add", graph.node("Mul", places, columns), repeat))
    mask = graph.node("GatherElements", graph.input("token_mask"), places, axis=1)
    return tokens, graph.node("Mul", weights, graph.node("Cast", mask, to=TensorProto.DOUBLE))


def _middle(graph: Graph, rows: str) -> str:
    return graph.node("Unsqueeze", rows, graph.constant(np.asarray([1], dtype=np.int64)))


def _squeezed(graph: Graph, values: str, axis: int = 1) -> str:
    return graph.node("Squeeze", values, graph.constant(np.asarray([axis], dtype=np.int64)))


def _ends(graph: Graph, start: int, end: int, axis: int) -> list[str]:
    return [graph.constant(np.asarray([one], dtype=np.int64)) for one in (start, end, axis)]
