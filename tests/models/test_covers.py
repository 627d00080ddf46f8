"""The covers, and what they are for: with them the Shapley values of a valuation follow from `heads.onnx` alone, without LightGBM."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

from models.covers import UnreadableCovers, read_covers, write_covers
from models.load import BundleError, load_bundle
from models.session import open_session
from training.context import Context

Array = NDArray[np.float64]


def forests(path: Path) -> dict[str, dict[str, Any]]:
    """Name of each TreeEnsembleRegressor of a graph → its attributes, and the tensor that it reads."""
    graph = onnx.load(path).graph
    found = {}
    for node in graph.node:
        if node.op_type == "TreeEnsembleRegressor":
            found[node.name] = {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute} | {"reads": node.input[0]}
    return found


def tree_shap(forest: dict[str, Any], cover: NDArray[np.uint32], row: NDArray[np.float32]) -> Array:
    """Path-dependent TreeSHAP by its definition, leaf by leaf: Lundberg's weights over the features of the leaf's path; (features + 1,), the base last."""
    trees, nodes = np.asarray(forest["nodes_treeids"]), np.asarray(forest["nodes_nodeids"])
    weights = dict(zip(zip(forest["target_treeids"], forest["target_nodeids"], strict=True), forest["target_weights"], strict=True))
    found = np.zeros(len(row) // 2 + 1)
    for tree in np.unique(trees):
        at = {int(node): int(place) for place, node in zip(np.flatnonzero(trees == tree), nodes[trees == tree], strict=True)}

        def walk(node: int, path: dict[int, tuple[float, float]], tree: int = int(tree), at: dict[int, int] = at) -> None:
            place = at[node]
            if forest["nodes_modes"][place] == b"LEAF":
                add_leaf(found, path, float(weights[(tree, node)]))
                return
            asked = forest["nodes_featureids"][place]
            left, feature = row[asked] <= np.float32(forest["nodes_values"][place]), asked % (len(row) // 2)
            taken, other = forest["nodes_truenodeids"][place], forest["nodes_falsenodeids"][place]
            for child, goes in ((taken, left), (other, not left)):
                share, follows = path.get(feature, (1.0, 1.0))
                walk(child, path | {feature: (share * cover[at[child]] / cover[place], follows * float(goes))})

        walk(0, {})
    return found


def add_leaf(found: Array, path: dict[int, tuple[float, float]], value: float) -> None:
    """Shapley values of one leaf: each feature of its path either follows the row (0 or 1) or counts by its share of the cover."""
    names = list(path)
    shares = np.asarray([path[name][0] for name in names])
    follows = np.asarray([path[name][1] for name in names])
    found[-1] += value * float(np.prod(shares))
    for at, name in enumerate(names):
        others = np.asarray([1.0])  # coefficients by how many of the other features follow the row
        for other in range(len(names)):
            if other != at:
                others = np.convolve(others, [shares[other], follows[other]])
        sizes = np.arange(len(others))
        counts = np.asarray([np.prod(np.arange(1, size + 1), dtype=float) * np.prod(np.arange(1, len(others) - size), dtype=float) for size in sizes])
        ways = counts / np.prod(np.arange(1, len(names) + 1), dtype=float)
        found[name] += value * (follows[at] - shares[at]) * float((others * ways).sum())


def frame_of(path: Path, tensor: str, feed: Callable[[set[str]], dict[str, Any]]) -> NDArray[np.float32]:
    """What the forests read, by declaring their input as an output of the graph."""
    model = onnx.load(path)
    model.graph.output.append(onnx.helper.make_tensor_value_info(tensor, onnx.TensorProto.FLOAT, None))
    session = open_session(model.SerializeToString())
    return np.asarray(session.run([tensor], feed({one.name for one in session.get_inputs()}))[0])


def test_shapley_values_from_the_bundle_alone_are_those_of_lightgbm(tiny_run: Context, tiny_bundle: Path) -> None:
    price = tiny_run.heads.price
    assert price is not None
    covers, found = load_bundle(tiny_bundle).covers, forests(tiny_bundle / "heads.onnx")
    inputs = tiny_run.inputs.take(tiny_run.corpus.priced[::90])
    names = [name for name in found if name.startswith("price_")]
    assert names[:2] == ["price_mean_0", "price_mean_1"] and len(names) == len(price.boosters)
    rows = frame_of(tiny_bundle / "heads.onnx", found["price_mean_0"]["reads"], inputs.feed)
    assert np.isnan(rows).any()  # a number that is not known goes its own way
    for name, booster in zip(names, price.boosters, strict=True):
        width = booster.num_feature()
        expected = np.asarray(booster.predict(rows[:, :width], pred_contrib=True))
        ours = np.asarray([tree_shap(found[name], covers[name], row) for row in rows])
        assert not ours[:, width:-1].any()
        assert np.abs(ours[:, [*range(width), -1]] - expected).max() < 2e-5, name
    assert len(price.boosters) >= 9


def test_every_forest_of_the_graph_has_its_covers_node_by_node(tiny_bundle: Path) -> None:
    covers, found = load_bundle(tiny_bundle).covers, forests(tiny_bundle / "heads.onnx")
    assert list(covers) == list(found) and {"maturity", "score_economic_1", "price_p05", "price_p95"} <= covers.keys()
    for name, forest in found.items():
        cover, modes = covers[name], forest["nodes_modes"]
        assert cover.shape == (len(modes),)
        place = {key: at for at, key in enumerate(zip(forest["nodes_treeids"], forest["nodes_nodeids"], strict=True))}
        for at, mode in enumerate(modes):
            if mode != b"LEAF":
                tree = forest["nodes_treeids"][at]
                assert cover[at] == cover[place[tree, forest["nodes_truenodeids"][at]]] + cover[place[tree, forest["nodes_falsenodeids"][at]]]


def test_both_graphs_name_the_forests_alike(tiny_bundle: Path) -> None:
    assert list(forests(tiny_bundle / "heads.onnx")) == list(forests(tiny_bundle / "graph.onnx"))


def test_the_covers_are_sealed_with_the_bundle(bundle_copy: Path) -> None:
    assert load_bundle(bundle_copy).manifest.files["covers.npz"].size == (bundle_copy / "covers.npz").stat().st_size
    write_covers({"price_mean_0": np.ones(3, dtype=np.uint32)}, bundle_copy / "covers.npz")
    with pytest.raises(BundleError, match=r"covers\.npz"):
        load_bundle(bundle_copy)


def test_a_bundle_without_covers_still_answers_and_says_what_it_cannot(bundle_copy: Path, reseal: Callable[..., Any]) -> None:
    (bundle_copy / "covers.npz").unlink()
    reseal(bundle_copy)
    bundle = load_bundle(bundle_copy)
    with pytest.raises(BundleError, match=r"covers\.npz: not readable"):
        _ = bundle.covers


def test_the_same_covers_are_the_same_bytes(tmp_path: Path) -> None:
    covers = {"b": np.arange(5, dtype=np.uint32), "a": np.full(3, 2**32 - 1, dtype=np.uint32)}
    for name in ("one.npz", "two.npz"):
        write_covers(covers, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    found = read_covers(tmp_path / "one.npz")
    assert list(found) == ["b", "a"] and all(np.array_equal(found[name], covers[name]) for name in covers)


def npz(**arrays: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def npy(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


FOREIGN = {
    "empty": b"",
    "text": b"covers",
    "a pickle": pickle.dumps({"a": np.ones(3)}),
    "a bare array": npy(np.ones(3, dtype=np.uint32)),
    "half an archive": npz(a=np.ones(3, dtype=np.uint32))[:-30],
    "objects": npz(a=np.asarray([{}], dtype=object)),
    "signed": npz(a=np.ones(3, dtype=np.int64)),
    "a matrix": npz(a=np.ones((2, 2), dtype=np.uint32)),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_and_nothing_in_it_runs(kind: str, tmp_path: Path) -> None:
    (tmp_path / "covers.npz").write_bytes(FOREIGN[kind])
    with pytest.raises(UnreadableCovers):
        read_covers(tmp_path / "covers.npz")
