from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.test_int8 import texts
from training.int8_gate import CALIBRATED_ON, JUDGED_ON, LEAST_COSINE, LEAST_NEIGHBOURS, Agreement, agreement, in_int8
from training.trained import Encoder


def test_a_transformer_that_keeps_its_meaning_is_served_in_int8(sentence_encoder: Encoder, tmp_path: Path) -> None:
    found = in_int8(sentence_encoder, texts(400), 1, tmp_path / "int8.onnx")
    assert found.info.precision == "int8" and found.graph == tmp_path / "int8.onnx"
    assert found.judged["encoder.int8_cosine"] >= LEAST_COSINE and found.judged["encoder.int8_neighbours"] >= LEAST_NEIGHBOURS
    assert sentence_encoder.info.precision == "float32"


def test_one_that_loses_it_stays_in_float32_and_the_figures_say_why(sentence_encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.int8_gate.LEAST_COSINE", 1.1)
    found = in_int8(sentence_encoder, texts(400), 1, tmp_path / "int8.onnx")
    assert found.info.precision == "float32" and found.graph == sentence_encoder.graph
    assert not Agreement(found.judged["encoder.int8_cosine"], found.judged["encoder.int8_neighbours"]).enough


def test_too_few_texts_judge_nothing(sentence_encoder: Encoder, tmp_path: Path) -> None:
    few = [*texts(CALIBRATED_ON + JUDGED_ON - 1), "", *["the same"] * 500]
    assert in_int8(sentence_encoder, few[: CALIBRATED_ON + JUDGED_ON - 2] + [""] * 900, 1, tmp_path / "int8.onnx") is sentence_encoder


def test_both_bounds_count() -> None:
    assert Agreement(0.995, 0.9).enough
    assert not Agreement(0.98, 1.0).enough and not Agreement(1.0, 0.5).enough


def test_agreement_is_one_for_the_same_vectors_and_less_where_the_nearest_is_another() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 1]] * 0.8 + np.eye(4, dtype=np.float32) * 0.2
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert agreement(vectors, vectors) == Agreement(float((vectors * vectors).sum(axis=1).mean()), 1.0)
    assert agreement(vectors, vectors[[2, 1, 0, 3]]).neighbours < 1.0
