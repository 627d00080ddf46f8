from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from models.session import open_session
from tests.training.test_trees import OBJECTIVES, boosted, hard_rows, training_rows, with_whole_leaves
from training.graph import Graph
from training.trees import Forest, forest
from training.two_ways import add_two_ways, turned

EVERYWHERE, FIRST = range(6), range(1)


def graph_of(trees: Forest, unknown: range) -> onnx.ModelProto:
    graph = Graph("forest")
    rows = add_two_ways(graph, graph.input("numbers"), [trees], unknown)
    graph.node("Identity", rows.add(graph, trees, "sum"), output="told")
    return graph.model({"told": 1})


def told(model: onnx.ModelProto, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(open_session(model.SerializeToString()).run(["told"], {"numbers": rows})[0])[:, 0].astype(np.float64)


def expected(trees: Forest, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    leaves = trees.leaves(rows)
    starts = np.searchsorted(trees.tree, np.arange(trees.tree_count))
    leaf_counts = np.bincount(trees.tree, trees.leaf >= 0).astype(int)
    return np.asarray(sum(trees.value[starts[at] + leaf_counts[at] - 1 + leaves[:, at]] for at in range(trees.tree_count)))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_row_reaches_the_same_leaf_whatever_is_unknown(name: str) -> None:
    trees = with_whole_leaves(forest(boosted(**OBJECTIVES[name])))
    rows = hard_rows(trees)
    assert np.array_equal(told(graph_of(trees, EVERYWHERE), rows), expected(trees, rows))


def test_where_only_one_column_may_be_unknown_the_others_are_free() -> None:
    trees = with_whole_leaves(forest(boosted()))
    rows = training_rows(3)
    assert np.isnan(rows[:, 0]).any() and not np.isnan(rows[:, 1:]).any()
    assert np.array_equal(told(graph_of(trees, FIRST), rows), expected(trees, rows))


def test_the_likelier_child_is_that_of_a_failed_comparison() -> None:
    trees = turned(forest(boosted()), 6, FIRST)
    inner = np.flatnonzero((trees.leaf < 0) & (trees.feature % 6 > 0))
    start = np.searchsorted(trees.tree, np.arange(trees.tree_count))[trees.tree]
    assert (trees.cover[start + trees.right][inner] >= trees.cover[start + trees.left][inner]).all()
    assert (trees.feature[inner] >= 6).any() and (trees.feature[inner] < 6).any()
    assert not trees.nan_left.any()


@given(arrays.arrays(np.float32, 40, elements=st.floats(width=32)), st.floats(width=32, allow_nan=False, allow_infinity=False), st.booleans())
def test_a_split_and_its_turn_part_every_number_alike(values: NDArray[np.float32], threshold: float, nan_left: bool) -> None:
    numbers = {name: np.asarray(found) for name, found in {"left": [1, 0, 0], "right": [2, 0, 0], "node": [0, 1, 2], "leaf": [-1, 0, 1]}.items()}
    none = np.zeros(3, dtype=np.int64)
    flags = np.asarray([nan_left, False, False])
    one = Forest(
        none, numbers["node"], none, np.full(3, threshold, np.float32), flags, numbers["left"], numbers["right"], np.asarray([0.0, 1, 2]), none, numbers["leaf"]
    )
    rows = values[:, None]
    assert np.array_equal(turned(one, 1, range(1)).leaves(np.hstack([rows, -rows])), leaves_of(one, rows))
    likely = replace(one, cover=np.asarray([3, 2, 1]))
    known = rows[~np.isnan(rows[:, 0])]
    assert np.array_equal(turned(likely, 1, range(0)).leaves(np.hstack([known, -known])), leaves_of(one, known))


def leaves_of(trees: Forest, rows: NDArray[np.float32]) -> NDArray[np.int64]:
    return trees.leaves(rows)
