"""Where a bundle's text encoder runs: on a CUDA device where there is one and the split pays, else on the CPU.

Only a transformer goes to a device: a static encoder costs a twentieth of the trees, and trees have no CUDA kernels (`docs/choices.md`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from models.layout import ENCODER_FP16
from models.load import Bundle

Providers = Literal["auto", "cuda", "cpu"]
"""`auto` takes a device where there is one, `cuda` says so where there is none, and `cpu` never looks for one."""


class StaysOnCpu(Exception):
    """Why an encoder does not run on a device; `broken` where a device is there and should have taken it."""

    def __init__(self, reason: str, broken: bool = False) -> None:
        self.broken = broken
        super().__init__(reason)


def device_encoder(bundle: Bundle) -> Path:
    """The encoder's file for a device: in float16 where the bundle has one that passed its gate. StaysOnCpu where no device should run it."""
    encoder = bundle.manifest.encoder
    if encoder.kind == "static":
        raise StaysOnCpu("a static encoder is cheaper than the way to a device")
    if ENCODER_FP16 in bundle.manifest.files:
        return bundle.layout.encoder_fp16
    if encoder.precision != "float32":
        raise StaysOnCpu(f"the encoder is quantised to {encoder.precision} for the CPU, and its heads know no other vectors")
    return bundle.layout.encoder
