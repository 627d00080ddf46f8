from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from training.graph import Graph, add_affine, add_between, add_code, add_concat, add_familiarity, add_flat, add_key, add_knot, add_static_encoder

TABLE = np.random.default_rng(4).integers(-32_000, 32_001, (50, 10)).astype(np.int16)
"""Ten dimensions on purpose: rows that start at every alignment in memory."""


def session_of(model: onnx.ModelProto) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def encoder() -> ort.InferenceSession:
    graph = Graph("encoder")
    add_static_encoder(graph, TABLE)
    return session_of(graph.model({"embedding": TABLE.shape[1]}))


ENCODER = encoder()


def embedded(texts: list[list[int]], width: int = 0) -> NDArray[np.float32]:
    """Embedding of token lists, padded to the longest or to `width`."""
    width = max([width, 1, *map(len, texts)])
    ids, mask = np.zeros((len(texts), width), np.int64), np.zeros((len(texts), width), np.float32)
    for at, text in enumerate(texts):
        ids[at, : len(text)], mask[at, : len(text)] = text, 1.0
    return np.asarray(ENCODER.run(["embedding"], {"token_ids": ids, "token_mask": mask})[0])


def column_of(values: list[str]) -> dict[str, Any]:
    return {"categories": np.asarray([["", value] for value in values], dtype=object)}


def test_an_embedding_is_the_mean_direction_of_its_tokens() -> None:
    text = [3, 7, 7, 49]
    total = TABLE[text].astype(np.float64).sum(axis=0)
    assert np.allclose(embedded([text])[0], total / np.linalg.norm(total), rtol=0, atol=1e-7)


def test_a_text_without_tokens_is_zero() -> None:
    assert not embedded([[], [1]])[0].any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 49), max_size=30), min_size=1, max_size=40), st.randoms(use_true_random=False), st.integers(0, 50))
def test_an_embedding_depends_on_nothing_but_its_own_tokens(texts: list[list[int]], random: Any, padding: int) -> None:
    together = embedded(texts, padding)
    shuffled = [random.sample(text, len(text)) for text in texts]
    for at, text in enumerate(shuffled):
        assert np.array_equal(embedded([text])[0], together[at])


def test_the_longest_text_of_the_largest_numbers_is_still_exact() -> None:
    graph = Graph("encoder")
    add_static_encoder(graph, np.asarray([[32_000, -32_000, 31_999, 1]], dtype=np.int16))
    found = session_of(graph.model({"embedding": 4})).run(None, {"token_ids": np.zeros((1, 511), np.int64), "token_mask": np.ones((1, 511), np.float32)})[0]
    total = 511 * np.asarray([32_000, -32_000, 31_999, 1], dtype=np.float64)
    assert np.allclose(found[0], total / np.linalg.norm(total), rtol=1e-6, atol=0)


@pytest.mark.parametrize(("value", "expected"), [("华东", 2.0), ("phase i", 0.0), ("never seen", 0.5), ("", 0.5)])
def test_a_category_becomes_its_number_and_an_unseen_one_the_other(value: str, expected: float) -> None:
    graph = Graph("codes")
    graph.node("Identity", add_code(graph, 1, {"phase i": 0.0, "华东": 2.0}, 0.5), output="code")
    assert session_of(graph.model({"code": 1})).run(None, column_of([value]))[0].tolist() == [[expected]]


def test_a_column_with_rare_values_only_is_the_other_everywhere() -> None:
    graph = Graph("codes")
    graph.node("Identity", add_code(graph, 1, {}, 3.0), output="code")
    assert session_of(graph.model({"code": 1})).run(None, column_of(["", "a"]))[0].tolist() == [[3.0], [3.0]]


@pytest.mark.parametrize(("numbers", "expected"), [({"a": 1, "b": 2}, [1.0, 2.0, 0.0, 0.0]), ({}, [0.0, 0.0, 0.0, 0.0])])
def test_a_key_is_zero_where_the_value_is_unknown(numbers: dict[str, int], expected: list[float]) -> None:
    graph = Graph("keys")
    graph.node("Cast", add_key(graph, 1, numbers), to=onnx.TensorProto.FLOAT, output="key")
    assert session_of(graph.model({"key": 1})).run(None, column_of(["a", "b", "c", ""]))[0][:, 0].tolist() == expected


def test_an_affine_layer_multiplies_and_adds() -> None:
    graph = Graph("affine")
    weights, bias = np.asarray([[1, 2], [3, 4], [5, 6]], dtype=np.float32), np.asarray([10, 20], dtype=np.float32)
    graph.node("Identity", add_affine(graph, graph.input("embedding"), weights, bias), output="out")
    assert session_of(graph.model({"out": 2})).run(None, {"embedding": np.asarray([[1, 1, 2]], dtype=np.float32)})[0].tolist() == [[24.0, 38.0]]


def test_familiarity_is_the_cosine_to_the_nearest_centroid() -> None:
    graph = Graph("familiar")
    add_familiarity(graph, graph.input("embedding"), np.asarray([[1, 0], [0, 1]], dtype=np.float32))
    rows = np.asarray([[0.6, 0.8], [-1, 0], [0, 0]], dtype=np.float32)
    found = session_of(graph.model({"familiarity": None})).run(None, {"embedding": rows})[0]
    assert np.allclose(found, [0.8, 0.0, 0.0])


def test_a_sorted_row_ascends_and_a_flat_column_is_a_vector() -> None:
    graph = Graph("sorted")
    rows = graph.input("numbers")
    graph.sorted(rows, 3, "ascending")
    add_flat(graph, graph.node("Slice", rows, *[graph.constant(np.asarray([one], dtype=np.int64)) for one in (0, 1, 1)]), "first")
    found = session_of(graph.model({"ascending": 3, "first": None})).run(None, {"numbers": np.asarray([[3, 1, 2], [0, 0, -1]], dtype=np.float32)})
    assert [one.tolist() for one in found] == [[[1, 2, 3], [-1, 0, 0]], [3, 0]]


def test_a_date_lies_between_two_knots_and_a_table_is_read_between_its_rows() -> None:
    years = np.asarray([2000.0, 2010.5, 2011.0, 2012.5, 2013.4, 2013.5, 2040.0])
    columns = np.asarray([0, 1, 2, 0, 1, 2, 0])
    table = np.random.default_rng(0).normal(0, 1, (4, 3))
    graph = Graph("knots")
    axis = graph.constant(np.asarray([1], dtype=np.int64))
    row, share = add_knot(graph, graph.node("Unsqueeze", graph.input("years"), axis), 2010.5, 4)
    graph.node("Cast", row, to=onnx.TensorProto.FLOAT, output="row")
    graph.node("Identity", share, output="share")
    graph.node("Identity", add_between(graph, table, row, None, share), output="first")
    key = graph.node("Cast", graph.input("numbers"), to=onnx.TensorProto.INT64)
    graph.node("Identity", add_between(graph, table, row, key, share), output="own")
    feed = {"years": years.astype(np.float32), "numbers": columns[:, None].astype(np.float32)}
    found = [one[:, 0] for one in session_of(graph.model({"row": 1, "share": 1, "first": 1, "own": 1})).run(None, feed)]
    assert found[0].tolist() == [0, 0, 0, 2, 2, 2, 2]  # the last knot is the end of the last stretch
    assert np.allclose(found[1], [0, 0, 0.5, 0, 0.9, 1, 1], atol=1e-4)
    for values, chosen in ((found[2], 0 * columns), (found[3], columns)):
        expected = [np.interp(year, 2010.5 + np.arange(4), table[:, column]) for year, column in zip(years, chosen, strict=True)]
        assert np.allclose(values, expected, atol=1e-4)


def test_columns_stand_side_by_side_and_one_alone_needs_no_node() -> None:
    graph = Graph("concat")
    numbers = graph.input("numbers")
    assert add_concat(graph, [numbers]) == numbers
    graph.node("Identity", add_concat(graph, [numbers, numbers]), output="twice")
    assert session_of(graph.model({"twice": 2})).run(None, {"numbers": np.asarray([[5.0]], dtype=np.float32)})[0].tolist() == [[5.0, 5.0]]


def test_building_twice_gives_the_same_bytes() -> None:
    def built() -> bytes:
        graph = Graph("encoder")
        add_familiarity(graph, add_static_encoder(graph, TABLE), np.eye(2, 10, dtype=np.float32))
        return bytes(graph.model({"embedding": 10, "familiarity": None}).SerializeToString(deterministic=True))

    assert built() == built()


def test_the_smallest_values_of_a_row_in_ascending_order() -> None:
    graph = Graph("ordered")
    found = graph.ordered(graph.input("numbers"), graph.constant(np.asarray([2], dtype=np.int64)))
    graph.node("Identity", found, output="two")
    rows = np.asarray([[3, 1, 2], [0, 0, -1]], dtype=np.float32)
    assert session_of(graph.model({"two": 2})).run(None, {"numbers": rows})[0].tolist() == [[1, 2], [-1, 0]]


def test_only_known_inputs_are_taken() -> None:
    graph = Graph("strange")
    graph.node("Identity", graph.input("asking_price"), output="out")
    with pytest.raises(KeyError, match="asking_price"):
        graph.model({"out": None})
