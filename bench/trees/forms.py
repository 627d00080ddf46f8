"""The forms: the same forests over the same matrices as graphs that answer the same sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bench.trees.forests import Reads
from training.graph import Graph, add_concat
from training.trees import Forest, tree_node
from training.two_ways import add_two_ways

INPUTS = ("numbers", "embedding")
"""Of the inputs that a graph may have, those that stand for the matrices."""

Form = Callable[[Graph, str, Reads], list[str]]
"""Adds the forests of one matrix; names of their sums."""


def graph_of(form: Form, reads: Sequence[Reads]) -> onnx.ModelProto:
    """The matrices, one after the other as `INPUTS`, → `sums` (n, forests)."""
    graph = Graph("forms")
    sums = [told for name, one in zip(INPUTS, reads, strict=False) for told in form(graph, graph.input(name), one)]
    graph.node("Identity", add_concat(graph, sums), output="sums")
    return graph.model({"sums": "forests"})


def apart(graph: Graph, matrix: str, reads: Reads) -> list[str]:
    """A node a forest, as LightGBM has it, with a track for NaN."""
    return [graph.trees(trees, matrix, name) for name, trees in reads.forests.items()]


def merged(graph: Graph, matrix: str, reads: Reads) -> list[str]:
    """One node of several targets a matrix."""
    forests, first = list(reads.forests.values()), np.cumsum([0, *(trees.tree_count for trees in reads.forests.values())])
    whole = Forest(*(np.concatenate([getattr(trees, name) for trees in forests]) for name in Forest.__dataclass_fields__))
    tree = np.concatenate([trees.tree + at for trees, at in zip(forests, first, strict=False)])
    node = tree_node(replace(whole, tree=tree), matrix, "", "merged")
    targets = np.concatenate([np.full(int((trees.leaf >= 0).sum()), at) for at, trees in enumerate(forests)])
    fields = {one.name: helper.get_attribute_value(one) for one in node.attribute}
    return [graph.node(node.op_type, matrix, domain=node.domain, **fields | {"n_targets": len(forests), "target_ids": targets.tolist()})]


def doubled(graph: Graph, matrix: str, reads: Reads) -> list[str]:
    """A node a forest, thresholds and sums in float64."""
    rows = graph.node("Cast", matrix, to=TensorProto.DOUBLE)
    return [_double(graph, rows, trees) for trees in reads.forests.values()]


def without_tracks(graph: Graph, matrix: str, reads: Reads) -> list[str]:
    """Turned only where NaN would need a track."""
    alike = {name: replace(trees, cover=np.zeros_like(trees.cover)) for name, trees in reads.forests.items()}
    return likelier(graph, matrix, replace(reads, forests=alike))


def likelier(graph: Graph, matrix: str, reads: Reads) -> list[str]:
    """Turned so that the likelier child is behind its parent, and NaN needs no track: as shipped."""
    rows = add_two_ways(graph, matrix, reads.forests.values(), reads.unknown)
    return [rows.add(graph, trees, name) for name, trees in reads.forests.items()]


FORMS: dict[str, Form] = {
    "a node a forest": apart,
    "one node a matrix": merged,
    "float64": doubled,
    "no tracks for NaN": without_tracks,
    "likelier child first": likelier,
}


def _double(graph: Graph, rows: str, trees: Forest) -> str:
    node = tree_node(trees, rows, "", "double")
    fields = {one.name: helper.get_attribute_value(one) for one in node.attribute if one.name not in ("nodes_values", "target_weights")}
    wide = {"nodes_values_as_tensor": trees.threshold.astype(np.float64), "target_weights_as_tensor": trees.value[trees.leaf >= 0]}
    tensors = {name: numpy_helper.from_array(values, name) for name, values in wide.items()}
    return graph.node(node.op_type, rows, domain=node.domain, **fields, **tensors)
