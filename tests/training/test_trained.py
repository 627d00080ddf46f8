from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort

from models.layout import Layout
from training.context import Context
from training.inputs import Inputs
from training.trained import Heads, fused_model, heads_model, node_covers


def answers(model: onnx.ModelProto, feed: dict[str, Any]) -> dict[str, Any]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    names = [one.name for one in session.get_outputs()]
    return dict(zip(names, session.run(names, {one.name: feed[one.name] for one in session.get_inputs()}), strict=True))


def feed_of(inputs: Inputs, dimensions: int) -> dict[str, Any]:
    """Inputs of priced rows, with token arrays made up for them."""
    n = len(inputs)
    generator = np.random.default_rng(1)
    mask = (np.arange(40)[None, :] < generator.integers(0, 41, n)[:, None]).astype(np.float32)
    ids = (generator.integers(0, 200, (n, 40)) * mask).astype(np.int64)
    feed = inputs.feed({"categories", "numbers", "years"})
    return {**feed, "token_ids": ids, "token_mask": mask}


def test_encoder_and_heads_in_turn_answer_what_the_fused_graph_answers(tiny_run: Context) -> None:
    assert tiny_run.encoder.table is not None
    feed = feed_of(tiny_run.inputs.take(tiny_run.corpus.priced[:300]), tiny_run.encoder.info.dimensions)
    fused = answers(fused_model(tiny_run.encoder, tiny_run.heads), feed)
    encoded = answers(tiny_run.encoder.model(), feed)
    apart = {**encoded, **answers(heads_model(tiny_run.heads), {**feed, **encoded})}
    assert fused.keys() == apart.keys() - {"lexical"}
    for name, values in fused.items():
        assert np.array_equal(values, apart[name]), name


def test_the_graph_files_are_what_the_run_learned(tiny_run: Context) -> None:
    layout = Layout(tiny_run.out)
    assert tiny_run.encoder.table is not None
    assert onnx.load(layout.encoder) == tiny_run.encoder.model()
    assert onnx.load(layout.heads) == heads_model(tiny_run.heads)
    assert onnx.load(layout.graph) == fused_model(tiny_run.encoder, tiny_run.heads)


def test_a_head_that_was_not_learned_is_no_output(tiny_run: Context) -> None:
    bare = Heads(None, None, (), None, tiny_run.heads.centroids, tiny_run.heads.limits)
    assert [one.name for one in heads_model(bare).graph.output] == ["familiarity"]
    assert [one.name for one in heads_model(bare).graph.input] == ["embedding"]
    text_only = replace(bare, maturity=tiny_run.heads.maturity, scores=tiny_run.heads.scores)
    assert [one.name for one in heads_model(text_only).graph.output] == ["familiarity", "maturity", *(f"score_{one.value}" for one in tiny_run.heads.scores)]


def test_an_encoder_from_a_file_is_that_file(tiny_run: Context) -> None:
    from_file = replace(tiny_run.encoder, table=None, graph=Layout(tiny_run.out).encoder)
    assert from_file.model() == tiny_run.encoder.model()


def test_covers_are_those_of_the_forests_by_the_names_of_their_nodes(tiny_run: Context) -> None:
    price = tiny_run.heads.price
    assert price is not None
    covers = node_covers(tiny_run.heads)
    assert np.array_equal(covers["price_mean_1"], price.forests[1].cover) and np.array_equal(covers["price_p95"], price.forests[-1].cover)
    assert {name for name in covers if name.startswith("score_")} == {f"score_{value}_{at}" for value in ("scientific", "economic") for at in range(3)}
    nodes = [node.name for node in heads_model(tiny_run.heads).graph.node if node.op_type == "TreeEnsembleRegressor"]
    assert list(covers) == nodes and len(set(nodes)) == len(nodes)
