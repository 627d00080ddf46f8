from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession

from models.golden import DEVICE_TOLERANCE, TOLERANCE
from models.graph_run import Arrays, Padded, Part, Shapes, SplitRun, open_run
from models.load import Bundle, BundleError, load_bundle
from models.session import CPU, CUDA, open_session

TOKENS = 24
SMALL = Shapes(rows=(1, 4), tokens=(3, 8))
MISSING = "TensorrtExecutionProvider"
"""A provider that the wheel for the CPU never has."""


def attention(width: int) -> onnx.ModelProto:
    """token_ids, token_mask → embedding (n, width): one layer of masked attention over hashed tokens, then their mean: a transformer in short."""
    generator = np.random.default_rng(5)
    table = generator.normal(size=(97, width)).astype(np.float32)
    constants = [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.asarray(97), "size")]
    constants += [numpy_helper.from_array(np.asarray([axis], dtype=np.int64), f"axis{axis}") for axis in (1, 2)]
    constants += [numpy_helper.from_array(np.asarray(value, dtype=np.float32), name) for name, value in (("far", 1e9), ("one", 1.0))]
    nodes = [
        helper.make_node("Mod", ["token_ids", "size"], ["hashed"]),
        helper.make_node("Gather", ["table", "hashed"], ["vectors"]),
        helper.make_node("Transpose", ["vectors"], ["turned"], perm=[0, 2, 1]),
        helper.make_node("MatMul", ["vectors", "turned"], ["near"]),
        helper.make_node("Unsqueeze", ["token_mask", "axis1"], ["row_mask"]),
        helper.make_node("Sub", ["row_mask", "one"], ["off"]),
        helper.make_node("Mul", ["off", "far"], ["bias"]),
        helper.make_node("Add", ["near", "bias"], ["masked"]),
        helper.make_node("Softmax", ["masked"], ["weights"], axis=2),
        helper.make_node("MatMul", ["weights", "vectors"], ["mixed"]),
        helper.make_node("MatMul", ["row_mask", "mixed"], ["sums"]),
        helper.make_node("Squeeze", ["sums", "axis1"], ["sum"]),
        helper.make_node("LpNormalization", ["sum"], ["embedding"], axis=1),
    ]
    inputs = [helper.make_tensor_value_info(name, kind, ("n", "t")) for name, kind in (("token_ids", TensorProto.INT64), ("token_mask", TensorProto.FLOAT))]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ("n", width))]
    model = helper.make_model(helper.make_graph(nodes, "attention", inputs, outputs, constants), opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(model)
    return model


@pytest.fixture(scope="module")
def transformer(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The tiny bundle with an attention encoder in the place of its static one, and those heads alone that read no supervised columns."""
    folder = shutil.copytree(tiny_bundle, tmp_path_factory.mktemp("split") / "bundle")
    found = load_bundle(folder)
    onnx.save(attention(found.manifest.encoder.dimensions), found.layout.encoder)
    onnx.save(without_text_heads(onnx.load(found.layout.heads)), found.layout.heads)
    encoder = found.manifest.encoder.model_copy(update={"kind": "transformer", "max_tokens": TOKENS})
    return replace(found, manifest=found.manifest.model_copy(update={"encoder": encoder, "maturity": None, "scores": {}, "signals": {}}))


def without_text_heads(model: onnx.ModelProto) -> onnx.ModelProto:
    kept = ["price", "price_point", "level_deviation", "familiarity"]
    return onnx.utils.Extractor(model).extract_model(["embedding", "categories", "numbers", "years"], kept)


@pytest.fixture(scope="module")
def feed(transformer: Bundle) -> Callable[[int], Arrays]:
    def build(n: int, seed: int = 0) -> Arrays:
        generator = np.random.default_rng(seed)
        schema = transformer.manifest.features
        lengths = generator.integers(1, TOKENS + 1, n)
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.float32)
        names = ["", "licence", "transfer", "华东", "never seen"]
        return {
            "token_ids": generator.integers(0, 5_000, mask.shape) * mask.astype(np.int64),
            "token_mask": mask,
            "categories": generator.choice(names, (n, len(schema.categories))).astype(object),
            "numbers": generator.normal(10, 5, (n, len(schema.number_columns))).astype(np.float32),
            "years": generator.uniform(2015, 2024, n).astype(np.float32),
        }

    return build


def same(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def rows_of(arrays: Arrays, rows: Any) -> Arrays:
    return {name: values[rows] for name, values in arrays.items()}


def test_a_static_bundle_runs_fused_in_one_session(tiny_bundle: Path) -> None:
    for providers in ("cpu", "auto"):
        run = open_run(load_bundle(tiny_bundle), providers, device=CPU)
        assert (run.in_flight, run.tolerance) == (1, TOLERANCE)


def test_a_transformer_on_the_cpu_gives_a_row_the_same_bits_in_any_block(transformer: Bundle, feed: Callable[[int], Arrays]) -> None:
    run, block = open_run(transformer), feed(40)
    assert (run.in_flight, run.tolerance) == (1, TOLERANCE)
    together = run.run(block)
    assert same(run.run(rows_of(block, slice(None, None, -1))), rows_of(together, slice(None, None, -1)))
    for row in range(40):
        length = int(block["token_mask"][row].sum())
        alone = rows_of(block, slice(row, row + 1))
        cut = {name: values[:, :length] if name.startswith("token") else values for name, values in alone.items()}
        assert same(run.run(alone), rows_of(together, slice(row, row + 1))) and same(run.run(cut), run.run(alone))


def test_a_device_gives_every_row_its_own_answer_whatever_the_padding(transformer: Bundle, feed: Callable[[int], Arrays]) -> None:
    run, exact = open_run(transformer, "cuda", CPU, SMALL), open_run(transformer)
    assert (run.in_flight, run.tolerance) == (2, DEVICE_TOLERANCE)
    for n in (1, 3, 4, 5, 11):
        block = feed(n)
        found, expected = run.run(block), exact.run(block)
        assert found.keys() == expected.keys() == run.outputs
        assert all(found[name].shape == expected[name].shape for name in found)
        assert np.abs(found["embedding"] - expected["embedding"]).max() < 1e-5
        assert np.median(np.abs(found["price"] - expected["price"])) < 1e-5


@given(st.integers(1, 40), st.integers(1, 24))
def test_a_device_sees_no_shape_but_those_it_was_warmed_with(n: int, width: int) -> None:
    shapes = SMALL.within(24)
    ids, mask = np.arange(n * width).reshape(n, width), np.ones((n, width), dtype=np.float32)
    pieces = list(shapes.padded(ids, mask))
    assert all(one.shape == two.shape and one.shape in set(shapes) for _, one, two in pieces)
    assert np.array_equal(np.concatenate([one[:count, :width] for count, one, _ in pieces]), ids)
    assert sum(int(two[:count].sum()) for count, _, two in pieces) == n * width, "padding is masked"


def test_every_shape_is_run_once_before_the_first_caller(transformer: Bundle) -> None:
    part = Watched(Part(transformer.layout.encoder))
    Padded(part, SMALL.within(TOKENS))  # type: ignore[arg-type]
    assert part.shapes == list(SMALL.within(TOKENS)) == [(1, 3), (1, 8), (1, 24), (4, 3), (4, 8), (4, 24)]


def test_texts_are_padded_no_further_than_the_encoder_reads() -> None:
    assert Shapes().within(64).tokens == (32, 64)
    assert Shapes().within(48).tokens == (32, 48)
    assert Shapes().within(384).tokens == (32, 64, 128, 256, 384)


def test_one_block_is_encoded_while_another_is_in_the_heads(transformer: Bundle, feed: Callable[[int], Arrays]) -> None:
    """The heads of the first block wait until the second one has been encoded: without overlap neither would come to an end."""
    encoder, heads = Watched(Part(transformer.layout.encoder)), Watched(Part(transformer.layout.heads))
    run = SplitRun(Padded(encoder, SMALL.within(TOKENS)), heads)  # type: ignore[arg-type]
    expected = [run.run(feed(4)), run.run(feed(3))]
    encoder.shapes.clear()
    second_encoded = threading.Event()
    encoder.after = lambda: second_encoded.set() if len(encoder.shapes) == 2 else None
    heads.before = lambda: assert_true(second_encoded.wait(10))
    found: dict[int, Arrays] = {}
    threads = [threading.Thread(target=lambda at=at, n=n: found.update({at: run.run(feed(n))})) for at, n in enumerate((4, 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert all(same(found[at], expected[at]) for at in (0, 1))
    assert encoder.most_at_once == 1, "the device encodes one block at a time"


def test_without_a_device_the_encoder_runs_on_the_cpu_and_who_asked_is_warned(
    transformer: Bundle, feed: Callable[[int], Arrays], caplog: pytest.LogCaptureFixture
) -> None:
    exact = open_run(transformer).run(feed(3))
    for providers, level in (("auto", logging.INFO), ("cuda", logging.WARNING)):
        caplog.clear()
        with caplog.at_level(logging.INFO):
            run = open_run(transformer, providers, MISSING)  # type: ignore[arg-type]
        assert [(record.levelno, f"has no {MISSING}" in record.getMessage()) for record in caplog.records] == [(level, True)]
        assert run.in_flight == 1 and same(run.run(feed(3)), exact)


def test_a_device_that_fails_on_its_first_blocks_is_warned_of_and_left_alone(transformer: Bundle, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = shutil.copytree(transformer.layout.folder, tmp_path / "bundle")
    (folder / "encoder_fp16.onnx").write_bytes(b"no graph")
    files = transformer.manifest.files | {"encoder_fp16.onnx": next(iter(transformer.manifest.files.values()))}
    broken = Bundle(replace(transformer.layout, folder=folder), transformer.manifest.model_copy(update={"files": files}))
    with caplog.at_level(logging.INFO):
        run = open_run(broken, "auto", CPU)
    assert run.in_flight == 1 and [record.levelno for record in caplog.records] == [logging.WARNING]


def test_the_cpu_is_asked_for_without_a_word(transformer: Bundle, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        open_run(transformer, "cpu", MISSING)
    assert not caplog.records


def test_trees_have_no_place_but_the_cpu(transformer: Bundle, tmp_path: Path) -> None:
    """Every tree node is in `heads.onnx`, and no provider but the CPU's is ever given that file."""
    nodes = [node.op_type for node in onnx.load(transformer.layout.heads).graph.node]
    assert "TreeEnsembleRegressor" in nodes
    assert "TreeEnsembleRegressor" not in [node.op_type for node in onnx.load(transformer.layout.encoder).graph.node]
    given: list[tuple[str, str]] = []

    def opened(graph: Path, provider: str) -> InferenceSession:
        given.append((graph.name, provider))
        return open_session(graph, CPU)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.graph_run.open_session", opened)
        open_run(transformer, "cuda", CUDA, SMALL)
    assert given == [("encoder.onnx", CUDA), ("heads.onnx", CPU)]


def test_a_graph_that_answers_something_else_than_the_manifest_says_is_refused(transformer: Bundle) -> None:
    more = replace(transformer, manifest=transformer.manifest.model_copy(update={"scores": {"social": None}}))
    with pytest.raises(BundleError, match=r"heads\.onnx: answers .* where the manifest says .*score_social"):
        open_run(more)


def test_a_graph_that_is_none_is_named(transformer: Bundle, tmp_path: Path) -> None:
    folder = shutil.copytree(transformer.layout.folder, tmp_path / "bundle")
    (folder / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(BundleError, match=r"encoder\.onnx: ONNX Runtime cannot load it"):
        open_run(replace(transformer, layout=replace(transformer.layout, folder=folder)))


class Watched:
    """A part that tells what it was asked, and how many were in it at once."""

    def __init__(self, part: Part) -> None:
        self._part, self.outputs, self.shapes = part, part.outputs, list[tuple[int, ...]]()
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None
        self._inside, self.most_at_once, self._lock = 0, 0, threading.Lock()

    def run(self, feed: Arrays) -> Arrays:
        with self._lock:
            self._inside += 1
            self.most_at_once = max(self.most_at_once, self._inside)
        self.before()
        found = self._part.run(feed)
        self.shapes.append(feed["token_ids"].shape)
        self.after()
        with self._lock:
            self._inside -= 1
        return found


def assert_true(value: bool) -> None:
    assert value
