"""The ways to run one bundle that are compared: on the CPU, and on a device in two precisions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import onnx

from models.graph_run import GraphRun, Padded, Part, RowByRow, Shapes, SplitRun, open_run
from models.load import Bundle
from models.session import CPU
from training.embedding import tokenise
from training.float16 import float16_model
from training.int8 import int8_model
from training.trained import Encoder
from valuation.field_error import FieldError

CALIBRATED_ON = 64
"""Texts that set the scales of int8."""


@dataclass(frozen=True)
class Contender:
    """A way to run a bundle: the file of its `encoder`, None where encoder and heads are one graph; the provider that takes it; whether in padded blocks."""

    name: str
    bundle: Bundle
    encoder: Path | None
    provider: str = CPU
    padded: bool = False

    def opened(self, shapes: Shapes) -> GraphRun:
        """Ready to run; ProviderMissing, or whatever ONNX Runtime raises, where it is not."""
        if self.encoder is None:
            return open_run(self.bundle)
        encoder = Part(self.encoder, self.provider)
        within = shapes.within(self.bundle.manifest.encoder.max_tokens)
        return SplitRun(Padded(encoder, within) if self.padded else RowByRow(encoder), Part(self.bundle.layout.heads))


def transformers(bundle: Bundle, texts: list[str], device: str, scratch: Path) -> list[Contender]:
    """A transformer's bundle on the CPU in float32 and int8, and on the device in float32 and float16, whether or not these pass their gates.

    FieldError where the bundle holds no transformer in float32.
    """
    info, encoder = bundle.manifest.encoder, bundle.layout.encoder
    if (info.kind, info.precision) != ("transformer", "float32"):
        raise FieldError(
            "BUNDLE", bundle.manifest.name, f"holds a {info.kind} encoder in {info.precision}", "Train it with ENCODER=folder and encoder.int8 = 0."
        )
    known = Encoder(info, bundle.layout.tokenizer, graph=encoder)
    int8, float16 = scratch / "encoder_int8.onnx", scratch / "encoder_float16.onnx"
    onnx.save(int8_model(known.model(), tokenise(known, texts[:CALIBRATED_ON])) or known.model(), int8)
    onnx.save(float16_model(known.model()), float16)
    on_device = [Contender("gpu_float32", bundle, encoder, device, True), Contender("gpu_float16", bundle, float16, device, True)]
    return [Contender("cpu_float32", bundle, encoder), Contender("cpu_int8", bundle, int8), *on_device]


def static(bundle: Bundle, device: str) -> list[Contender]:
    """A static encoder's bundle fused on the CPU, and split over the device."""
    return [Contender("reference_cpu", bundle, None), Contender("reference_gpu", bundle, bundle.layout.encoder, device, True)]
