from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.layout import ENCODER_FP16, Layout
from models.load import Bundle
from models.manifest import FileInfo
from models.providers import StaysOnCpu, device_encoder
from models.scorer import Scorer


def bundle_with(scorer: Scorer, files: tuple[str, ...] = (), **encoder: Any) -> Bundle:
    """The tiny bundle as if its encoder were another."""
    manifest = scorer.bundle.manifest
    changed = {"encoder": manifest.encoder.model_copy(update=encoder), "files": manifest.files | {name: FileInfo(sha256="", size=0) for name in files}}
    return replace(scorer.bundle, layout=Layout(Path("x")), manifest=manifest.model_copy(update=changed))


def test_a_static_encoder_stays_on_the_cpu(tiny_scorer: Scorer) -> None:
    with pytest.raises(StaysOnCpu, match="cheaper than the way to a device"):
        device_encoder(tiny_scorer.bundle)


def test_a_transformer_goes_to_a_device_in_float16_where_that_passed_its_gate(tiny_scorer: Scorer) -> None:
    assert device_encoder(bundle_with(tiny_scorer, kind="transformer")) == Path("x/encoder.onnx")
    assert device_encoder(bundle_with(tiny_scorer, (ENCODER_FP16,), kind="transformer")) == Path("x/encoder_fp16.onnx")


def test_heads_that_learned_from_int8_vectors_get_no_others(tiny_scorer: Scorer) -> None:
    with pytest.raises(StaysOnCpu, match="quantised to int8"):
        device_encoder(bundle_with(tiny_scorer, kind="transformer", precision="int8"))
