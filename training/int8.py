"""A transformer's matrix products in int8: weights by output channel, activations by one static scale each, which texts of the corpus set.

Static, because a scale taken from the batch at hand would make a row depend on its neighbours. Before that each product is smoothed (Xiao et al. 2023,
arXiv:2211.10438): a few channels of the activations are a hundred times larger than the rest, and part of that is moved into the weights. Weights keep
seven bits, so that processors without VNNI, which add pairs of products in 16 bits, give the same sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.session import open_session

Array = NDArray[np.float32]

SMOOTHING = 0.7
"""Share of an activation channel's largeness that its weights take over."""
WEIGHT_RANGE, ACTIVATION_RANGE = 63, 255
_LEAST = 1e-5
"""Below this a channel is as good as empty."""


@dataclass
class Reach:
    """Lowest and highest value of each channel of one activation, (channels,)."""

    low: Array
    high: Array


def int8_model(model: onnx.ModelProto, ids: Sequence[NDArray[np.int32]]) -> onnx.ModelProto | None:
    """The model with every product of an activation and a weight matrix in int8, calibrated on texts given by their tokens; None where there is none."""
    found = onnx.ModelProto()
    found.CopyFrom(model)
    weights = {one.name: numpy_helper.to_array(one) for one in found.graph.initializer}
    products = [node for node in found.graph.node if node.op_type == "MatMul" and node.input[1] in weights and weights[node.input[1]].ndim == 2]
    if not products:
        return None
    reaches = _reaches(model, list(dict.fromkeys(node.input[0] for node in products)), ids)
    before: dict[str, list[onnx.NodeProto]] = {}
    for name, reach in reaches.items():
        fed = [node for node in products if node.input[0] == name]
        smooth = _smoothing(reach, [weights[node.input[1]] for node in fed])
        rounded = _add_activation(found.graph, name, reach, smooth)
        for at, node in enumerate(fed):
            before[node.output[0]] = rounded if at == 0 else []
            before[node.output[0]] = [*before[node.output[0]], _add_weight(found.graph, node, weights[node.input[1]] * smooth[:, None])]
            node.input[0] = f"{name}_int8"
    ordered = [one for node in found.graph.node for one in (*before.get(node.output[0], []), node)]
    del found.graph.node[:]
    found.graph.node.extend(ordered)
    _drop_unused(found.graph)
    onnx.checker.check_model(found)
    return found


def _reaches(model: onnx.ModelProto, names: list[str], ids: Sequence[NDArray[np.int32]]) -> dict[str, Reach]:
    """What the texts make of each activation."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    probe.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = open_session(probe.SerializeToString())
    found: dict[str, Reach] = {}
    for row in ids:
        feed = {"token_ids": row.astype(np.int64)[None], "token_mask": np.ones((1, len(row)), dtype=np.float32)}
        for name, values in zip(names, session.run(names, feed), strict=True):
            flat = values.reshape(-1, values.shape[-1])
            low, high = flat.min(axis=0), flat.max(axis=0)
            known = found.setdefault(name, Reach(low, high))
            found[name] = Reach(np.minimum(known.low, low), np.maximum(known.high, high))
    return found


def _smoothing(reach: Reach, weights: list[Array]) -> Array:
    """By what each channel is divided before the product, and its weights multiplied; (channels,)."""
    activation = np.maximum(np.maximum(-reach.low, reach.high), _LEAST)
    weight = np.maximum(np.max([np.abs(one).max(axis=1) for one in weights], axis=0), _LEAST)
    found: Array = (activation**SMOOTHING / weight ** (1 - SMOOTHING)).astype(np.float32)
    return found


def _add_activation(graph: onnx.GraphProto, name: str, reach: Reach, smooth: Array) -> list[onnx.NodeProto]:
    """Nodes that smooth an activation and round it to uint8; what they give is called `<name>_int8`."""
    low, high = min(float((reach.low / smooth).min()), 0.0), max(float((reach.high / smooth).max()), 0.0)
    scale = max(high - low, _LEAST) / ACTIVATION_RANGE
    _constant(graph, f"{name}_smooth", 1 / smooth)
    _constant(graph, f"{name}_scale", np.asarray(scale, dtype=np.float32))
    _constant(graph, f"{name}_zero", np.asarray(round(-low / scale), dtype=np.uint8))
    grid = [f"{name}_scale", f"{name}_zero"]
    return [
        helper.make_node("Mul", [name, f"{name}_smooth"], [f"{name}_smoothed"], name=f"{name}_smoothing"),
        helper.make_node("QuantizeLinear", [f"{name}_smoothed", *grid], [f"{name}_rounded"], name=f"{name}_rounding"),
        helper.make_node("DequantizeLinear", [f"{name}_rounded", *grid], [f"{name}_int8"], name=f"{name}_reading"),
    ]


def _add_weight(graph: onnx.GraphProto, node: onnx.NodeProto, values: Array) -> onnx.NodeProto:
    """The weights of a product in int8, a scale an output channel, as its second input."""
    name = f"{node.output[0]}_weight"
    scale = np.maximum(np.abs(values).max(axis=0), _LEAST) / WEIGHT_RANGE
    _constant(graph, f"{name}_rounded", np.round(values / scale).astype(np.int8))
    _constant(graph, f"{name}_scale", scale.astype(np.float32))
    _constant(graph, f"{name}_zero", np.zeros(len(scale), dtype=np.int8))
    node.input[1] = f"{name}_int8"
    return helper.make_node("DequantizeLinear", [f"{name}_rounded", f"{name}_scale", f"{name}_zero"], [f"{name}_int8"], name=f"{name}_reading", axis=1)


def _constant(graph: onnx.GraphProto, name: str, values: NDArray[np.generic]) -> None:
    graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), name))


def _drop_unused(graph: onnx.GraphProto) -> None:
    """The weights that no node reads any more."""
    read = {name for node in graph.node for name in node.input}
    kept = [one for one in graph.initializer if one.name in read]
    del graph.initializer[:]
    graph.initializer.extend(kept)
