from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import Any

import lightgbm as lgb
import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.graph import Graph
from training.trees import Forest, UnsupportedTrees, decision32, floor32, forest

ZERO = np.float32(1e-35)
EDGES = np.asarray([0.0, -0.0, ZERO, -ZERO, 1.4e-45, -1.4e-45, 1e-38, -1e-38, 3.4028235e38, -3.4028235e38, np.inf, -np.inf, np.nan], dtype=np.float32)
SMALL: dict[str, Any] = {"verbose": -1, "num_threads": 1, "num_leaves": 15, "min_data_in_leaf": 5, "seed": 1, "deterministic": True}


def training_rows(seed: int = 0, n: int = 1_500) -> NDArray[np.float32]:
    """Columns of every kind: with NaN, mostly zero, all negative, tiny, whole numbers, constant."""
    generator = np.random.default_rng(seed)
    rows = generator.normal(size=(n, 6)).astype(np.float32)
    rows[generator.random(n) < 0.2, 0] = np.nan
    rows[generator.random(n) < 0.7, 1] = 0.0
    rows[:, 2] = -np.exp(rows[:, 2])
    rows[:, 3] *= np.float32(1e-36)
    rows[:, 4] = np.floor(rows[:, 4] * 3)
    rows[:, 5] = 7.0
    return rows


def target_of(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    generator = np.random.default_rng(5)
    known = np.nan_to_num(rows.astype(np.float64))
    return np.asarray(known[:, 0] + 2 * (known[:, 1] > 0) - known[:, 2] + 3 * (known[:, 3] > 0) + 0.2 * known[:, 4] + generator.normal(0, 0.3, len(rows)))


def log_loss(scores: NDArray[np.float64], data: lgb.Dataset) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    chance = 1 / (1 + np.exp(-scores))
    return chance - (np.asarray(data.get_label()) > 0), np.maximum(chance * (1 - chance), 1e-6)


def boosted(rounds: int = 25, **parameters: Any) -> lgb.Booster:
    rows = training_rows()
    target = parameters.pop("target", target_of(rows))
    data = lgb.Dataset(rows, target, free_raw_data=False, params={"verbose": -1}, **parameters.pop("data", {}))
    return lgb.train({**SMALL, **parameters}, data, rounds)


def above(values: NDArray[np.float32]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        return np.nextafter(values, np.float32(np.inf))


def below(values: NDArray[np.float32]) -> NDArray[np.float32]:
    with np.errstate(over="ignore"):
        return np.nextafter(values, np.float32(-np.inf))


def hard_rows(trees: Forest, n: int = 4_000) -> NDArray[np.float32]:
    """Training-like rows whose cells are set onto thresholds, one float32 step beside them, and onto the edges of float32."""
    generator = np.random.default_rng(9)
    rows = training_rows(8, n)
    inner = trees.leaf < 0
    for column in range(rows.shape[1]):
        own = trees.threshold[inner & (trees.feature == column)]
        pool = np.concatenate([own, above(own), below(own), EDGES, -own])
        hit = generator.random(n) < 0.7
        rows[hit, column] = generator.choice(pool, int(hit.sum()))
    return rows


def served(trees: Forest, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """What ONNX Runtime answers."""
    graph = Graph("forest")
    graph.node("Identity", graph.trees(trees, graph.input("numbers")), output="sum")
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(graph.model({"sum": 1}).SerializeToString(), options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["sum"], {"numbers": rows})[0])[:, 0]


def with_whole_leaves(trees: Forest) -> Forest:
    """The same decisions with small whole numbers as leaves: their sums are exact, so one flipped leaf shows."""
    return replace(trees, value=np.random.default_rng(2).integers(0, 2**15, len(trees.value)).astype(np.float64))


OBJECTIVES: dict[str, dict[str, Any]] = {
    "l2": {"objective": "regression"},
    "quantile": {"objective": "quantile", "alpha": 0.05},
    "own": {"objective": log_loss},
    "bagged": {"objective": "regression", "bagging_fraction": 0.7, "bagging_freq": 1, "feature_fraction": 0.5, "lambda_l2": 5.0, "max_bin": 63},
    "missing_off": {"objective": "regression", "use_missing": False},
    "dart": {"objective": "regression", "boosting": "dart"},
}


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_row_reaches_the_leaf_that_lightgbm_sends_it_to(name: str) -> None:
    booster = boosted(**OBJECTIVES[name])
    trees = forest(booster)
    rows = hard_rows(trees)
    assert np.array_equal(trees.leaves(rows), np.asarray(booster.predict(rows, pred_leaf=True)).reshape(len(rows), -1))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_graph_takes_the_same_decisions_to_the_last_leaf(name: str) -> None:
    trees = with_whole_leaves(forest(boosted(**OBJECTIVES[name])))
    rows = hard_rows(trees)
    leaves = trees.leaves(rows)
    starts = np.searchsorted(trees.tree, np.arange(trees.tree_count))
    leaf_counts = np.bincount(trees.tree, trees.leaf >= 0).astype(int)
    expected = sum(trees.value[starts[at] + leaf_counts[at] - 1 + leaves[:, at]] for at in range(trees.tree_count))
    assert np.array_equal(served(trees, rows).astype(np.float64), expected)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_graph_sums_what_lightgbm_predicts(name: str) -> None:
    booster = boosted(**OBJECTIVES[name])
    trees = forest(booster)
    rows = hard_rows(trees)
    assert np.abs(served(trees, rows) - np.asarray(booster.predict(rows, raw_score=True))).max() <= 1e-5


def test_a_forest_without_a_split_is_its_constant() -> None:
    rows = training_rows()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        booster = boosted(3, objective="regression", target=np.full(len(rows), 4.25))
    trees = forest(booster)
    assert (trees.leaf >= 0).all()
    assert np.array_equal(served(trees, rows), np.full(len(rows), np.float32(4.25)))
    assert np.array_equal(trees.leaves(rows), np.zeros((len(rows), trees.tree_count)))


def test_single_leaf_trees_among_others_keep_their_places() -> None:
    split = forest(boosted(4, objective="regression"))
    bare = {"tree": [0], "node": [0], "feature": [0], "threshold": [0], "nan_left": [0], "left": [0], "right": [0], "value": [-3.5], "cover": [9], "leaf": [0]}
    parts: list[Forest] = []
    for at in range(4):
        here = split.tree == at
        parts += [Forest(**{name: np.asarray(bare[name]).astype(getattr(split, name).dtype) for name in bare})]
        parts += [Forest(**{name: getattr(split, name)[here] for name in bare})]
    numbered = [replace(part, tree=np.full(len(part.tree), at)) for at, part in enumerate(parts)]
    mixed = Forest(**{name: np.concatenate([getattr(part, name) for part in numbered]) for name in bare})
    rows = hard_rows(split)
    assert np.array_equal(mixed.leaves(rows)[:, 1::2], split.leaves(rows))
    assert not mixed.leaves(rows)[:, ::2].any()
    assert np.abs(served(mixed, rows) - (served(split, rows) - 4 * 3.5)).max() <= 1e-5


def test_cover_counts_the_training_rows() -> None:
    trees = forest(boosted(3, objective="regression"))
    roots = np.searchsorted(trees.tree, np.arange(3))
    assert (trees.cover[roots] == 1_500).all()
    assert [int(trees.cover[(trees.tree == at) & (trees.leaf >= 0)].sum()) for at in range(3)] == [1_500] * 3


THRESHOLDS = [
    0.0,
    -0.0,
    1e-36,
    -1e-36,
    float(ZERO),
    -float(ZERO),
    1.0000000180025095e-35,
    -1.0000000180025095e-35,
    5e-324,
    1e-40,
    -1e-40,
    0.1,
    -0.1,
    1e300,
    -1e300,
]


@pytest.mark.parametrize("missing", [0, 8, 10], ids=["no_missing", "nan_right", "nan_left"])
@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_a_split_anywhere_on_the_axis_decides_as_lightgbm_does(threshold: float, missing: int) -> None:
    stump = boosted(1, objective="regression", num_leaves=2)
    text = re.sub(r"threshold=.*", f"threshold={threshold!r}", stump.model_to_string())
    text = re.sub(r"decision_type=.*", f"decision_type={missing}", re.sub(r"tree_sizes=.*\n", "", text))
    booster = lgb.Booster(model_str=text)
    trees = forest(booster)
    near = floor32(np.asarray([threshold]))
    values = np.concatenate([EDGES, near, above(near), below(near)])
    rows = np.repeat(values[:, None], 6, axis=1)
    expected = np.asarray(booster.predict(rows, pred_leaf=True)).reshape(len(rows), -1)
    assert np.array_equal(trees.leaves(rows), expected)
    signs = replace(trees, value=trees.leaf.astype(np.float64))
    assert np.array_equal(served(signs, rows), expected[:, 0])


@given(st.floats(allow_nan=False) | st.floats(width=32, allow_nan=False))
@example(-3.4028234663852886e38)
@example(1e300)
def test_floor32_is_the_largest_float32_not_above(threshold: float) -> None:
    found = floor32(np.asarray([threshold]))
    assert found.dtype == np.float32
    assert float(found[0]) <= threshold
    assert threshold == np.inf or float(above(found)[0]) > threshold


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(width=32, allow_nan=False))
def test_decision32_decides_every_float32_as_lightgbm_reads_it(threshold: float, value: float) -> None:
    read = 0.0 if abs(value) <= float(ZERO) else value
    assert (np.float32(value) <= decision32(np.asarray([threshold]))[0]) == (read <= threshold)


@given(st.floats(-2e-35, 2e-35), st.floats(-(2.0**-115), 2.0**-115, width=32))
def test_decision32_decides_around_zero_too(threshold: float, value: float) -> None:
    read = 0.0 if abs(value) <= float(ZERO) else value
    assert (np.float32(value) <= decision32(np.asarray([threshold]))[0]) == (read <= threshold)


def test_categorical_splits_are_refused() -> None:
    with pytest.raises(UnsupportedTrees, match="categorical"):
        forest(boosted(3, objective="regression", data={"categorical_feature": [4]}, min_data_per_group=1, cat_smooth=1.0, feature_contri=[0, 0, 0, 0, 1, 0]))


def test_linear_trees_are_refused() -> None:
    rows = training_rows()
    data = lgb.Dataset(rows, target_of(rows), params={"linear_tree": True, "verbose": -1})
    with pytest.raises(UnsupportedTrees, match="linear_tree"):
        forest(lgb.train({**SMALL, "objective": "regression", "linear_tree": True}, data, 3))


def test_zero_as_missing_is_refused() -> None:
    rows = training_rows()
    data = lgb.Dataset(rows, target_of(rows), params={"zero_as_missing": True, "verbose": -1})
    with pytest.raises(UnsupportedTrees, match="zero_as_missing"):
        forest(lgb.train({**SMALL, "objective": "regression", "zero_as_missing": True}, data, 3))


def test_several_outputs_a_row_are_refused() -> None:
    with pytest.raises(UnsupportedTrees, match="one booster per output"):
        forest(boosted(2, objective="multiclass", num_class=3, target=np.arange(1_500) % 3))


def test_averaged_trees_are_refused() -> None:
    with pytest.raises(UnsupportedTrees, match="random forest"):
        forest(boosted(3, objective="regression", boosting="rf", bagging_fraction=0.7, bagging_freq=1))


def test_a_booster_without_trees_is_refused() -> None:
    with pytest.raises(UnsupportedTrees, match="no trees"):
        forest(lgb.Booster(SMALL, lgb.Dataset(training_rows(), np.zeros(1_500), params={"verbose": -1})))
