"""A transformer in float16 for a GPU, written only where it passes a gate of its own: heads are trees, and a tiny change of a vector flips leaves.

Computed on the CPU, where ONNX Runtime rounds what lies between operations to float16 and multiplies in float32 where it has no narrower kernel; a GPU adds up
in float32 as well. The heads and their figures stay those of float32.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from models.session import open_session
from training.context import Context
from training.embedding import embed
from training.inputs import Inputs
from training.price_losses import pinball

ROWS = 2_000
"""The least that a percentile of 99.9 can rest on."""
MOST_LN_PRICE, MOST_PINBALL = 1e-3, 1e-3
"""Bounds of the 99.9th percentile of |Δ ln price|, and of the relative rise of the pinball loss out of time."""


@dataclass(frozen=True)
class Float16:
    """What the gate found: `figures` by name, `refused` the reason why there is no such graph, empty where there is one or nobody asked."""

    figures: Mapping[str, float] = field(default_factory=dict)
    refused: str = ""

    def metrics(self) -> dict[str, float | None]:
        """Flat figures for the manifest."""
        return {f"float16.{name}": value for name, value in self.figures.items()}

    @property
    def note(self) -> str:
        """For the line of the stage."""
        return f"; no float16: {self.refused}" if self.refused else ""


def write_float16(context: Context, heads: onnx.ModelProto, file: Path, rows: int = ROWS) -> Float16:
    """Writes the encoder in float16 where it passes on `rows` priced contracts; what the gate found. Nothing is asked of a static encoder."""
    encoder, cuts, fit = context.encoder, context.cuts, context.price_fit
    if encoder.info.kind == "static":
        return Float16()
    if encoder.info.precision != "float32":
        return Float16(refused=f"the heads learned from {encoder.info.precision}")
    priced = context.corpus.priced
    if len(priced) < rows or fit is None or not cuts:
        return Float16(refused=f"{len(priced):,} priced contracts; it takes {rows:,}, of several years, to judge by")
    unseen = cuts[0].test[:rows]
    judged = np.concatenate([unseen, np.setdiff1d(np.arange(len(priced)), unseen)[: rows - len(unseen)]])
    inputs, log_price = context.inputs.take(priced), np.log(context.corpus.amounts[priced])
    exact = inputs.take(judged)
    onnx.save(float16_model(encoder.model()), file)
    vectors = embed(replace(encoder, graph=file), [context.corpus.columns.text[row] for row in priced[judged]], lambda _: None)
    halved = replace(exact, embedding=vectors)
    figures = {"rows": float(len(judged)), "p999": _moved(heads, exact, halved)}
    if figures["p999"] <= MOST_LN_PRICE:
        taught, told = inputs.take(cuts[0].train), log_price[cuts[0].train]
        earlier = fit.before(taught, told).fit(taught, told)
        front = np.arange(len(unseen))
        was, now = (float(pinball(log_price[unseen], earlier.predict(one.take(front))[1]).mean()) for one in (exact, halved))
        figures["pinball_rise"] = now / was - 1
    found = Float16(figures, _refused(figures))
    if found.refused:
        file.unlink()
    return found


def float16_model(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph in float16, inputs and output as they were."""
    from onnxruntime.transformers.float16 import convert_float_to_float16

    converted: onnx.ModelProto = convert_float_to_float16(model, keep_io_types=True)
    return converted


def _refused(figures: Mapping[str, float]) -> str:
    """Why float16 may not be served, by the first bound that is passed; empty where none is."""
    if not figures["p999"] <= MOST_LN_PRICE:
        return f"one price in a thousand moves by {figures['p999']:.2g} or more in ln(price)"
    if not figures["pinball_rise"] <= MOST_PINBALL:
        return f"the pinball loss out of time rises by {figures['pinball_rise']:.2%}"
    return ""


def _moved(heads: onnx.ModelProto, exact: Inputs, other: Inputs) -> float:
    """The 99.9th percentile of what a row's prices move by at most, in ln(price)."""
    session = open_session(heads.SerializeToString())
    names = ["price", "price_point"]
    wanted = {one.name for one in session.get_inputs()}
    was, now = (np.column_stack(session.run(names, rows.feed(wanted))) for rows in (exact, other))
    moved: NDArray[np.float32] = np.abs(now - was).max(axis=1)
    return float(np.quantile(moved, 0.999))
