"""Building ONNX graphs by hand: a small builder, and the pieces of a bundle's graph as functions that add nodes to it.

The same pieces make `encoder.onnx`, `heads.onnx` and, laid end to end, the fused `graph.onnx`; so the three cannot disagree.
Every operation treats a row apart from its neighbours, which is what makes batching exact (`docs/models.md`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.trees import Forest, tree_node

OPSET, ML_OPSET, IR_VERSION = 18, 3, 9

INPUTS: dict[str, tuple[int, tuple[str | int, ...]]] = {
    "token_ids": (TensorProto.INT64, ("n", "tokens")),
    "token_mask": (TensorProto.FLOAT, ("n", "tokens")),
    "categories": (TensorProto.STRING, ("n", "category_columns")),
    "numbers": (TensorProto.FLOAT, ("n", "number_columns")),
    "years": (TensorProto.FLOAT, ("n",)),
    "embedding": (TensorProto.FLOAT, ("n", "dimensions")),
    "lexical": (TensorProto.FLOAT, ("n", "lexical_columns")),
}
"""Inputs a bundle's graph may have: type and shape."""

_NO_VALUE = "\x00"
"""Stands in an encoder whose column has no value worth a code; ONNX allows no empty vocabulary."""


class Graph:
    """Collects nodes and constants; names are made up as they come, so that building is deterministic."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._inputs: list[str] = []
        self._categories: dict[int, str] = {}
        self.covers: dict[str, NDArray[np.uint32]] = {}
        """Per forest, by the name of its node: how many training rows reached each tree node, in the order of the node attributes."""

    def input(self, name: str) -> str:
        """One of `INPUTS`, declared at first use."""
        if name not in self._inputs:
            self._inputs.append(name)
        return name

    def category(self, column: int) -> str:
        """One column of the categories, (n, 1): cut out once, whoever reads it, for strings are dear to copy."""
        if column not in self._categories:
            self._categories[column] = self.node("Gather", self.input("categories"), self.constant(np.asarray([column], dtype=np.int64)), axis=1)
        return self._categories[column]

    def constant(self, values: NDArray[Any] | np.generic) -> str:
        """A tensor of the graph's own."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", output: str | None = None, **attributes: Any) -> str:
        """Adds a node with one output and returns its name."""
        output = output or f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output], name=f"n{len(self._nodes)}", domain=domain, **attributes))
        return output

    def trees(self, forest: Forest, inputs: str, name: str = "") -> str:
        """Sum of a forest over a feature matrix: (n, features) → (n, 1); its node has the name given, or one made up."""
        output, name = f"v{len(self._nodes)}", name or f"n{len(self._nodes)}"
        self._nodes.append(tree_node(forest, inputs, output, name))
        self.covers[name] = forest.cover.astype(np.uint32)
        return output

    def ordered(self, inputs: str, count: str, axis: int = 1) -> str:
        """The `count` smallest values of each row in ascending order; `count` names a tensor of one whole number."""
        output = f"v{len(self._nodes)}"
        node = helper.make_node("TopK", [inputs, count], [output, f"{output}_order"], name=f"n{len(self._nodes)}", axis=axis, largest=0, sorted=1)
        self._nodes.append(node)
        return output

    def split(self, inputs: str, outputs: list[str]) -> None:
        """As many columns of (n, k) for each output, in order."""
        self._nodes.append(helper.make_node("Split", [inputs], outputs, name=f"n{len(self._nodes)}", axis=1, num_outputs=len(outputs)))

    def sorted(self, inputs: str, width: int, output: str) -> None:
        """The values of each row in ascending order."""
        size = self.constant(np.asarray([width], dtype=np.int64))
        node = helper.make_node("TopK", [inputs, size], [output, f"{output}_order"], name=f"n{len(self._nodes)}", axis=1, largest=0, sorted=1)
        self._nodes.append(node)

    def model(self, outputs: dict[str, int | str | None]) -> onnx.ModelProto:
        """The checked model; `outputs` maps a name to its width (a number, or a name where it is open), None for a vector."""
        graph = helper.make_graph(
            self._nodes,
            self._name,
            [helper.make_tensor_value_info(name, INPUTS[name][0], INPUTS[name][1]) for name in self._inputs],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ("n",) if width is None else ("n", width)) for name, width in outputs.items()],
            self._constants,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", ML_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="valuation")
        onnx.checker.check_model(model)
        return model


def add_static_encoder(graph: Graph, table: NDArray[np.int16]) -> str:
    """token_ids, token_mask → embedding (n, d): the sum of int16 rows (exact in float32), normalised to length 1; zero for no tokens."""
    gathered = graph.node("Gather", graph.constant(table), graph.input("token_ids"))
    vectors = graph.node("Cast", gathered, to=TensorProto.FLOAT)
    axis = graph.constant(np.asarray([1], dtype=np.int64))
    mask = graph.node("Unsqueeze", graph.input("token_mask"), axis)
    total = graph.node("Squeeze", graph.node("MatMul", mask, vectors), axis)
    # squares are summed as whole numbers: in float32 the order of that sum, and so its last bits, depends on where a row lies in memory
    whole = graph.node("Cast", total, to=TensorProto.INT64)
    square = graph.node("ReduceSum", graph.node("Mul", whole, whole), axis, keepdims=1)
    length = graph.node("Sqrt", graph.node("Cast", square, to=TensorProto.FLOAT))
    return graph.node("Div", total, graph.node("Max", length, graph.constant(np.asarray([[1.0]], dtype=np.float32))), output="embedding")


def add_code(graph: Graph, column: int, codes: dict[str, float], other: float) -> str:
    """One category column as an ordered number (n, 1); a value outside the vocabulary gets `other`."""
    return graph.node(
        "LabelEncoder",
        graph.category(column),
        domain="ai.onnx.ml",
        keys_strings=list(codes) or [_NO_VALUE],
        values_floats=[float(value) for value in codes.values()] or [float(other)],
        default_float=float(other),
    )


def add_key(graph: Graph, column: int, numbers: dict[str, int]) -> str:
    """One category column as a whole number (n, 1) int64; 0 for a value outside the vocabulary."""
    keys, values = list(numbers) or [_NO_VALUE], list(numbers.values()) or [0]
    return graph.node("LabelEncoder", graph.category(column), domain="ai.onnx.ml", keys_strings=keys, values_int64s=values, default_int64=0)


def add_affine(graph: Graph, inputs: str, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
    """inputs (n, k) · weights (k, m) + bias (m,)."""
    return graph.node("Add", graph.node("MatMul", inputs, graph.constant(weights)), graph.constant(bias))


def add_familiarity(graph: Graph, embedding: str, centroids: NDArray[np.float32]) -> str:
    """Cosine of the text to the nearest training centroid, (n,); centroids (k, d) of length 1."""
    cosines = graph.node("MatMul", embedding, graph.constant(centroids.T))
    return graph.node("ReduceMax", cosines, graph.constant(np.asarray([1], dtype=np.int64)), keepdims=0, output="familiarity")


def add_flat(graph: Graph, column: str, name: str) -> str:
    """(n, 1) → the output `name` of shape (n,)."""
    return graph.node("Squeeze", column, graph.constant(np.asarray([1], dtype=np.int64)), output=name)


def add_concat(graph: Graph, parts: list[str]) -> str:
    """Columns side by side."""
    return graph.node("Concat", *parts, axis=1) if len(parts) > 1 else parts[0]


def add_knot(graph: Graph, year: str, first: float, knots: int) -> tuple[str, str]:
    """Decimal year (n, 1) among yearly knots → number of the knot below it (n, 1) int64, and the share of the way to the next; flat outside them."""
    at = graph.node("Sub", year, graph.constant(np.float32(first)))
    at = graph.node("Clip", at, graph.constant(np.float32(0)), graph.constant(np.float32(knots - 1)))
    low = graph.node("Min", graph.node("Floor", at), graph.constant(np.float32(knots - 2)))
    return graph.node("Cast", low, to=TensorProto.INT64), graph.node("Sub", at, low)


def add_between(graph: Graph, table: NDArray[np.float64], row: str, key: str | None, share: str) -> str:
    """Linear between rows `row` and `row` + 1 of a table (knots, width), in the column `key` (the first where None); (n, 1)."""
    flat = graph.constant(table.astype(np.float32).reshape(-1))
    step = graph.constant(np.int64(table.shape[1]))
    low = graph.node("Mul", row, step)
    if key is not None:
        low = graph.node("Add", low, key)
    below = graph.node("Gather", flat, low)
    above = graph.node("Gather", flat, graph.node("Add", low, step))
    return graph.node("Add", below, graph.node("Mul", share, graph.node("Sub", above, below)))
