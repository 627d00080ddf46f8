from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, numpy_helper

from models.session import open_session
from tests.training.test_int8 import texts
from training.context import Context
from training.embedding import tokenise
from training.float16 import MOST_LN_PRICE, Float16, float16_model, write_float16
from training.trained import Encoder, heads_model

ROWS = 300


@pytest.fixture
def asked(sentence_run: Context, tmp_path: Path) -> Callable[..., tuple[Float16, Path]]:
    """The gate on the run with a transformer, some of whose facts are others."""

    def ask(rows: int = ROWS, **changes: object) -> tuple[Float16, Path]:
        context = Context(
            **{name: getattr(sentence_run, name) for name in ("name", "sources", "data", "out", "work", "parameters", "encoder_choice", "progress")}
        )
        vars(context).update(vars(sentence_run) | changes)
        return write_float16(context, heads_model(sentence_run.heads), tmp_path / "encoder_fp16.onnx", rows), tmp_path / "encoder_fp16.onnx"

    return ask


def test_the_graph_in_float16_takes_and_gives_what_the_other_does(sentence_encoder: Encoder) -> None:
    exact = sentence_encoder.model()
    found = float16_model(sentence_encoder.model())
    for one, other in ((exact.graph.input, found.graph.input), (exact.graph.output, found.graph.output)):
        assert [(each.name, each.type.tensor_type.elem_type) for each in one] == [(each.name, each.type.tensor_type.elem_type) for each in other]
    assert not [one.name for one in found.graph.initializer if one.data_type == TensorProto.FLOAT and np.prod(one.dims) > 1], "weights are halved"
    ids = tokenise(sentence_encoder, texts(5))[0]
    feed = {"token_ids": ids.astype(np.int64)[None], "token_mask": np.ones((1, len(ids)), dtype=np.float32)}
    was, now = (open_session(model.SerializeToString()).run(["embedding"], feed)[0] for model in (exact, found))
    assert now.dtype == np.float32 and 0 < np.abs(was - now).max() < 0.01


def test_padding_stays_without_effect_in_float16(sentence_encoder: Encoder) -> None:
    session = open_session(float16_model(sentence_encoder.model()).SerializeToString())
    ids = tokenise(sentence_encoder, texts(5))[0].astype(np.int64)[None]
    alone = session.run(["embedding"], {"token_ids": ids, "token_mask": np.ones(ids.shape, dtype=np.float32)})[0]
    wide, mask = np.pad(ids, ((0, 2), (0, 9))), np.pad(np.ones(ids.shape, dtype=np.float32), ((0, 2), (0, 9)))
    padded = session.run(["embedding"], {"token_ids": wide, "token_mask": mask})[0]
    assert np.abs(padded[0] - alone[0]).max() < 2e-3


def test_vectors_that_move_no_price_pass_and_the_graph_is_written(asked: Callable[..., tuple[Float16, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.float16.float16_model", lambda model: model)
    found, file = asked()
    assert not found.refused and file.is_file()
    assert found.metrics() == {"float16.rows": ROWS, "float16.p999": 0.0, "float16.pinball_rise": 0.0}


def test_vectors_that_flip_leaves_are_refused_and_nothing_is_left(asked: Callable[..., tuple[Float16, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights on a coarse grid: what float16 does, writ large."""
    monkeypatch.setattr("training.float16.float16_model", coarse)
    found, file = asked()
    assert "one price in a thousand moves" in found.refused and found.figures["p999"] > MOST_LN_PRICE
    assert not file.exists() and found.note.startswith("; no float16")
    assert "float16.pinball_rise" not in found.metrics(), "not asked any more"


def test_a_loss_out_of_time_is_refused_even_where_prices_hardly_move(asked: Callable[..., tuple[Float16, Path]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.float16.float16_model", lambda model: model)
    monkeypatch.setattr("training.float16.MOST_PINBALL", -1.0)
    found, file = asked()
    assert "pinball loss out of time rises" in found.refused and not file.exists()


def test_nothing_is_asked_of_a_static_encoder(tiny_run: Context, tmp_path: Path) -> None:
    assert tiny_run.float16 == write_float16(tiny_run, heads_model(tiny_run.heads), tmp_path / "x.onnx") == Float16()
    assert not any(name.startswith("float16") for name in tiny_run.float16.metrics())


def test_too_few_prices_are_no_evidence(asked: Callable[..., tuple[Float16, Path]]) -> None:
    cases: list[dict[str, Any]] = [{"rows": 2_000}, {"cuts": []}, {"price_fit": None}]
    for changes in cases:
        found, file = asked(**changes)
        assert "to judge by" in found.refused and not file.exists() and found.metrics() == {}


def test_heads_that_learned_from_int8_are_not_asked(asked: Callable[..., tuple[Float16, Path]], sentence_run: Context) -> None:
    encoder = replace(sentence_run.encoder, info=sentence_run.encoder.info.model_copy(update={"precision": "int8"}))
    assert asked(encoder=encoder)[0].refused == "the heads learned from int8"


def coarse(model: onnx.ModelProto) -> onnx.ModelProto:
    for one in model.graph.initializer:
        if one.data_type == TensorProto.FLOAT and len(one.dims) == 2:
            one.CopyFrom(numpy_helper.from_array(np.round(numpy_helper.to_array(one) * 8) / 8, one.name))
    return model
