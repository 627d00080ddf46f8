"""The forests of a bundle as they were before the exporter turned them, and what they read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from models.covers import Covers, read_covers
from models.layout import Layout
from training.trees import Forest

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Reads:
    """Forests over one matrix of `reach` columns: by name, as LightGBM has them. `tensor`: the name of matrix and negative in the bundle's graphs; `unknown`:
    the columns in which a value may be NaN.
    """

    tensor: str
    reach: int
    forests: dict[str, Forest]
    unknown: range = range(0)

    def seeing(self, rows: Rows) -> Reads:
        """The same, `unknown` from the first to the last column in which one of these rows (n, reach) has NaN."""
        found = np.flatnonzero(np.isnan(rows).any(axis=0))
        return replace(self, unknown=range(int(found[0]), int(found[-1]) + 1) if len(found) else range(0))


def read_forests(folder: Path) -> list[Reads]:
    """Of a bundle's fused graph, matrix by matrix; a graph without forests gives none."""
    layout = Layout(folder)
    graph, covers = onnx.load(layout.graph).graph, read_covers(layout.covers)
    constants = {one.name: onnx.numpy_helper.to_array(one) for one in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}
    nodes: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "TreeEnsembleRegressor":
            nodes.setdefault(node.input[0], []).append(node)
    found = []
    for tensor, readers in nodes.items():
        read = makers[makers[tensor].input[0]]  # Concat(Slice, Neg): `training/two_ways.py`
        reach = int(constants[read.input[2]][0])
        found.append(Reads(tensor, reach, {node.name: _turned_back(_forest(node, covers), reach) for node in readers}))
    return found


def _forest(node: onnx.NodeProto, covers: Covers) -> Forest:
    fields: dict[str, Any] = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
    tree, number = np.asarray(fields["nodes_treeids"]), np.asarray(fields["nodes_nodeids"])
    leaf = np.asarray([mode == b"LEAF" for mode in fields["nodes_modes"]])
    value = np.zeros(len(tree))
    value[leaf] = fields["target_weights"]  # the exporter writes leaves in the order of their nodes
    return Forest(
        tree=tree,
        node=number,
        feature=np.asarray(fields["nodes_featureids"]),
        threshold=np.asarray(fields["nodes_values"], dtype=np.float32),
        nan_left=np.zeros(len(tree), dtype=bool),
        left=np.asarray(fields["nodes_truenodeids"]),
        right=np.asarray(fields["nodes_falsenodeids"]),
        value=value,
        cover=covers[node.name].astype(np.int64),
        leaf=np.where(leaf, 0, -1),
    )


def _turned_back(trees: Forest, reach: int) -> Forest:
    """What `turned` made of the forest, undone; which way a NaN goes is right where there can be one."""
    turn = (trees.leaf < 0) & (trees.feature >= reach)
    return replace(
        trees,
        feature=np.where(turn, trees.feature - reach, trees.feature),
        threshold=np.where(turn, -np.nextafter(trees.threshold, np.float32(np.inf), dtype=np.float32), trees.threshold).astype(np.float32),
        nan_left=turn,
        left=np.where(turn, trees.right, trees.left),
        right=np.where(turn, trees.left, trees.right),
    )
