"""LightGBM trees as arrays, and as an ONNX TreeEnsembleRegressor with exactly the same decisions.

A split `x <= t` with a float64 threshold t is the split `x <= t32` for every float32 x when t32 is the largest float32 not above t.
A NaN goes left where LightGBM sends it left: to the default side where the training data had NaNs in that feature, else where 0 goes,
because LightGBM then reads NaN as 0. It reads |x| ≤ 1e-35 as 0 too, which moves the thresholds that lie in there. Sums of leaves stay
float32 in ONNX Runtime, so values may differ in the last bits; leaves never.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import lightgbm as lgb
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper

_ZERO = np.float32(1e-35)
"""LightGBM's kZeroThreshold."""
_CATEGORICAL, _DEFAULT_LEFT = 1, 2
_MISSING_NONE, _MISSING_ZERO, _MISSING_NAN = 0, 1, 2


class UnsupportedTrees(ValueError):
    """A booster that has no exact ONNX form here; the training parameters are to be changed."""


@dataclass(frozen=True)
class Forest:
    """All trees of one single-output booster as flat node arrays of length m, ordered by tree, leaves included.

    `tree` and `node` identify a node; `feature`, `threshold` (float32), `nan_left` and the children `left`, `right` (node numbers) hold for
    inner nodes; `value` (float64) for leaves; `cover` is the number of training rows that reached the node. `leaf` is LightGBM's own leaf
    number, -1 for inner nodes.
    """

    tree: NDArray[np.int64]
    node: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float32]
    nan_left: NDArray[np.bool_]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    cover: NDArray[np.int64]
    leaf: NDArray[np.int64]

    @property
    def tree_count(self) -> int:
        return int(self.tree[-1]) + 1 if len(self.tree) else 0

    def reading(self, columns: NDArray[np.int64]) -> Forest:
        """The same trees over a wider matrix, where what they read stands in those columns."""
        return replace(self, feature=np.where(self.leaf < 0, columns[self.feature], 0))

    def leaves(self, rows: NDArray[np.float32]) -> NDArray[np.int64]:
        """LightGBM's leaf number for each row and tree, (n, trees), walked over the float32 nodes: what the graph decides."""
        found = np.empty((len(rows), self.tree_count), dtype=np.int64)
        starts = np.searchsorted(self.tree, np.arange(self.tree_count))
        every = np.arange(len(rows))
        for at, start in enumerate(starts):
            here = np.full(len(rows), start)
            while (inner := self.leaf[here] < 0).any():
                values = rows[every, np.where(inner, self.feature[here], 0)]
                goes_left = np.where(np.isnan(values), self.nan_left[here], values <= self.threshold[here])
                here = np.where(inner, start + np.where(goes_left, self.left[here], self.right[here]), here)
            found[:, at] = self.leaf[here]
        return found


def floor32(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """The largest float32 not above each threshold."""
    with np.errstate(over="ignore"):
        rounded = thresholds.astype(np.float32)
        down = np.nextafter(rounded, np.float32(-np.inf), dtype=np.float32)
    return np.where(rounded.astype(np.float64) > thresholds, down, rounded).astype(np.float32)


def decision32(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """The float32 threshold that decides every float32 x as LightGBM does: `floor32`, except where only zero is read as zero."""
    below = np.nextafter(-_ZERO, np.float32(-np.inf), dtype=np.float32)
    nearly = np.where(thresholds < 0, below, _ZERO)
    return np.where(np.abs(thresholds) <= np.float64(_ZERO), nearly, floor32(thresholds)).astype(np.float32)


def forest(booster: lgb.Booster) -> Forest:
    """The trees of a booster, whose sum is its raw score; UnsupportedTrees for categorical splits, linear trees, zero-as-missing, averaged trees or
    several outputs a row.
    """
    if booster.num_model_per_iteration() != 1:
        raise UnsupportedTrees("one booster per output: train each class or quantile apart")
    header, *trees = booster.model_to_string().split("\nTree=")
    if "average_output" in header.splitlines():
        raise UnsupportedTrees("a random forest averages its trees and the graph sums them; boost instead")
    parts = [_tree(at, text) for at, text in enumerate(trees)]
    if not parts:
        raise UnsupportedTrees("the booster has no trees")
    return Forest(*(np.concatenate([getattr(part, name) for part in parts]) for name in Forest.__dataclass_fields__))


def tree_node(trees: Forest, inputs: str, output: str, name: str) -> onnx.NodeProto:
    """A TreeEnsembleRegressor that sums the forest: (n, features) float32 → (n, 1) float32."""
    inner = trees.leaf < 0
    leaves = ~inner
    return helper.make_node(
        "TreeEnsembleRegressor",
        [inputs],
        [output],
        name=name,
        domain="ai.onnx.ml",
        n_targets=1,
        aggregate_function="SUM",
        post_transform="NONE",
        nodes_treeids=trees.tree.tolist(),
        nodes_nodeids=trees.node.tolist(),
        nodes_featureids=trees.feature.tolist(),
        nodes_values=trees.threshold.tolist(),
        nodes_modes=["BRANCH_LEQ" if one else "LEAF" for one in inner],
        nodes_truenodeids=trees.left.tolist(),
        nodes_falsenodeids=trees.right.tolist(),
        nodes_missing_value_tracks_true=trees.nan_left.astype(int).tolist(),
        target_treeids=trees.tree[leaves].tolist(),
        target_nodeids=trees.node[leaves].tolist(),
        target_ids=[0] * int(leaves.sum()),
        target_weights=trees.value[leaves].astype(np.float32).tolist(),
    )


def _tree(number: int, text: str) -> Forest:
    fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    leaf_count = int(fields["num_leaves"])
    if int(fields.get("is_linear", "0")):
        raise UnsupportedTrees("linear_tree has no exact ONNX form; leave it off")

    def numbers(name: str, kind: type) -> NDArray[np.float64]:
        return np.asarray(fields.get(name, "").split(), dtype=kind)

    decisions = numbers("decision_type", np.int64).astype(np.int64)[: leaf_count - 1]
    missing = (decisions >> 2) & 3
    if (decisions & _CATEGORICAL).any():
        raise UnsupportedTrees("categorical splits multiply the exported nodes; code categories as ordered numbers")
    if (missing == _MISSING_ZERO).any():
        raise UnsupportedTrees("zero_as_missing has no exact ONNX form; leave it off")
    thresholds = numbers("threshold", np.float64)[: leaf_count - 1]
    nan_left = np.where(missing == _MISSING_NAN, (decisions & _DEFAULT_LEFT) > 0, thresholds >= 0)

    inner_count = leaf_count - 1

    def child(name: str) -> NDArray[np.int64]:
        children = numbers(name, np.int64).astype(np.int64)[:inner_count]
        return np.where(children >= 0, children, inner_count + ~children)  # leaf i is stored as ~i and stands behind the inner nodes

    blank = np.zeros(leaf_count, dtype=np.int64)
    return Forest(
        tree=np.full(inner_count + leaf_count, number),
        node=np.arange(inner_count + leaf_count),
        feature=np.concatenate([numbers("split_feature", np.int64).astype(np.int64)[:inner_count], blank]),
        threshold=np.concatenate([decision32(thresholds), blank.astype(np.float32)]),
        nan_left=np.concatenate([nan_left, blank.astype(bool)]),
        left=np.concatenate([child("left_child"), blank]),
        right=np.concatenate([child("right_child"), blank]),
        value=np.concatenate([np.zeros(inner_count), numbers("leaf_value", np.float64)]),
        cover=np.concatenate([numbers("internal_count", np.int64).astype(np.int64)[:inner_count], _counts(fields, leaf_count)]),
        leaf=np.concatenate([np.full(inner_count, -1), np.arange(leaf_count)]),
    )


def _counts(fields: dict[str, str], leaf_count: int) -> NDArray[np.int64]:
    counts = fields.get("leaf_count", "").split()
    return np.asarray(counts if len(counts) == leaf_count else [0] * leaf_count, dtype=np.int64)
