from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.session import open_session
from training.embedding import embed_tokens, tokenise
from training.int8 import WEIGHT_RANGE, int8_model
from training.trained import Encoder

WORDS = ("waste", "water", "robust", "design", "cell", "电池", "laser", "a", "optics")


def texts(n: int, seed: int = 0) -> list[str]:
    generator = np.random.default_rng(seed)
    return [" ".join(generator.choice(WORDS, int(generator.integers(1, 30)))) for _ in range(n)]


@pytest.fixture(scope="module")
def int8(sentence_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    model = int8_model(sentence_encoder.model(), tokenise(sentence_encoder, texts(40)))
    assert model is not None
    file = tmp_path_factory.mktemp("int8") / "encoder.onnx"
    onnx.save(model, file)
    return replace(sentence_encoder, graph=file)


def vectors(encoder: Encoder, ids: list[NDArray[np.int32]]) -> NDArray[np.float32]:
    return embed_tokens(encoder, ids, lambda _: None)


def test_vectors_stay_close_to_those_of_float32(sentence_encoder: Encoder, int8: Encoder) -> None:
    ids = tokenise(sentence_encoder, texts(60, seed=1))
    exact, found = vectors(sentence_encoder, ids), vectors(int8, ids)
    assert 0.99 < (exact * found).sum(axis=1).min() < 0.9999999, "close, and not the same graph"


def test_every_product_with_weights_is_in_int8_and_no_other(sentence_encoder: Encoder, int8: Encoder) -> None:
    exact, found = sentence_encoder.model(), int8.model()
    fixed = {one.name for one in exact.graph.initializer}
    plain = [node for node in exact.graph.node if node.op_type == "MatMul" and node.input[1] in fixed]
    weights = [node for node in found.graph.node if node.op_type == "DequantizeLinear" and node.output[0].endswith("_weight_int8")]
    assert len(weights) == len(plain) == 12, "six a layer, two layers"
    values = {one.name: numpy_helper.to_array(one) for one in found.graph.initializer}
    for node in weights:
        rounded, scale = values[node.input[0]], values[node.input[1]]
        assert rounded.dtype == np.int8 and scale.shape == (rounded.shape[1],), "a scale an output channel"
        assert np.abs(rounded.astype(int)).max() == WEIGHT_RANGE < 64, "255 × 64 twice fits into 16 bits"
    assert not values.keys() & {node.input[1] for node in plain}, "the weights in float32 are gone"


def test_scales_are_constants_so_that_no_row_depends_on_its_neighbours(int8: Encoder) -> None:
    graph = int8.model().graph
    fixed = {one.name for one in graph.initializer}
    rounding = [node for node in graph.node if node.op_type in ("QuantizeLinear", "DequantizeLinear")]
    assert rounding and all(set(node.input[1:]) <= fixed for node in rounding)
    assert not [node for node in graph.node if node.op_type.startswith("DynamicQuantize")]


def test_a_text_alone_has_the_bits_it_has_in_company(int8: Encoder) -> None:
    ids = tokenise(int8, texts(30, seed=2))
    together = vectors(int8, ids)
    assert all(np.array_equal(vectors(int8, [one])[0], together[at]) for at, one in enumerate(ids))


def test_a_channel_a_hundred_times_larger_than_the_rest_costs_the_rest_nothing(tmp_path: Path) -> None:
    """One product, whose input has an outlier channel: rounding with one scale would leave two bits for the others."""
    generator = np.random.default_rng(3)
    table, weights = generator.normal(size=(50, 16)).astype(np.float32), generator.normal(size=(16, 8)).astype(np.float32)
    table[:, 3] *= 100
    weights[3] /= 100
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(np.asarray([1]), "axis")]
    nodes = [
        helper.make_node("Gather", ["table", "token_ids"], ["vectors"]),
        helper.make_node("MatMul", ["vectors", "weights"], ["product"]),
        helper.make_node("ReduceMean", ["product", "axis"], ["embedding"], keepdims=0),
    ]
    inputs = [helper.make_tensor_value_info(name, kind, ("n", "t")) for name, kind in (("token_ids", TensorProto.INT64), ("token_mask", TensorProto.FLOAT))]
    graph = helper.make_graph(nodes, "one", inputs, [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ("n", 8))], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    ids = [generator.integers(0, 50, 5).astype(np.int32) for _ in range(50)]
    found = int8_model(model, ids)
    assert found is not None
    feed = {"token_ids": np.stack(ids).astype(np.int64), "token_mask": np.ones((50, 5), dtype=np.float32)}
    exact, rounded = (open_session(one.SerializeToString()).run(["embedding"], feed)[0] for one in (model, found))
    assert np.abs(rounded - exact).max() < 0.02 * np.abs(exact).max()


def test_a_graph_without_such_products_is_left_alone(sentence_encoder: Encoder) -> None:
    model = sentence_encoder.model()
    kept = [node for node in model.graph.node if node.op_type == "Cast"][:1]
    del model.graph.node[:]
    model.graph.node.extend(kept)
    assert int8_model(model, []) is None
