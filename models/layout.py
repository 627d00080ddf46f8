"""The files of a bundle folder: a model is data, and this is where each piece of it lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"
GRAPH = "graph.onnx"
ENCODER = "encoder.onnx"
ENCODER_FP16 = "encoder_fp16.onnx"
HEADS = "heads.onnx"
TOKENIZER = "tokenizer.json"
GOLDEN = "golden.json"
CARD = "card.md"
COVERS = "covers.npz"


@dataclass(frozen=True)
class Layout:
    """Paths of one bundle. `graph` (encoder and heads fused) is there where the encoder is static; `encoder` and `heads` always are;
    `encoder_fp16`, for a device, where a transformer passed the gate of float16.
    """

    folder: Path

    @property
    def manifest(self) -> Path:
        return self.folder / MANIFEST

    @property
    def graph(self) -> Path:
        return self.folder / GRAPH

    @property
    def encoder(self) -> Path:
        return self.folder / ENCODER

    @property
    def encoder_fp16(self) -> Path:
        return self.folder / ENCODER_FP16

    @property
    def heads(self) -> Path:
        return self.folder / HEADS

    @property
    def tokenizer(self) -> Path:
        return self.folder / TOKENIZER

    @property
    def golden(self) -> Path:
        return self.folder / GOLDEN

    @property
    def card(self) -> Path:
        return self.folder / CARD

    @property
    def covers(self) -> Path:
        return self.folder / COVERS
