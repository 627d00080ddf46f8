"""Whether a transformer's encoder is served in int8: only where its vectors still say what they said in float32.

Gated before the heads learn, so that they learn from what they will be served; what is left of the loss is then theirs to make good, and the figures of the
report are those of the int8 vectors (`docs/experiments.md` has the price of it on real awards).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from training.embedding import embed_tokens, tokenise
from training.int8 import int8_model
from training.trained import Encoder

CALIBRATED_ON, JUDGED_ON = 64, 200
"""Texts; none is in both."""
LEAST_COSINE, LEAST_NEIGHBOURS = 0.99, 0.85


@dataclass(frozen=True)
class Agreement:
    """Vectors in int8 against float32 on unseen texts: mean cosine, and the share whose nearest other text is the same."""

    cosine: float
    neighbours: float

    @property
    def enough(self) -> bool:
        """Whether int8 may take the place of float32."""
        return self.cosine >= LEAST_COSINE and self.neighbours >= LEAST_NEIGHBOURS

    def metrics(self) -> dict[str, float]:
        """Flat figures for the manifest."""
        return {"encoder.int8_cosine": self.cosine, "encoder.int8_neighbours": self.neighbours}


def in_int8(encoder: Encoder, texts: Sequence[str], seed: int, graph: Path) -> Encoder:
    """The transformer in int8, its graph written to that file, where it passes; else as it was, as also where there are too few texts to judge by."""
    different = sorted({text for text in texts if text})
    if len(different) < CALIBRATED_ON + JUDGED_ON:
        return encoder
    drawn = np.random.default_rng(seed).choice(len(different), CALIBRATED_ON + JUDGED_ON, replace=False)
    ids = tokenise(encoder, [different[at] for at in drawn])
    model = int8_model(encoder.model(), ids[:CALIBRATED_ON])
    if model is None:
        return encoder
    onnx.save(model, graph)
    lighter = replace(encoder, graph=graph, info=encoder.info.model_copy(update={"precision": "int8"}))
    reference, vectors = (embed_tokens(one, ids[CALIBRATED_ON:], lambda _: None) for one in (encoder, lighter))
    found = agreement(reference, vectors)
    return replace(lighter if found.enough else encoder, judged=found.metrics())


def agreement(reference: NDArray[np.float32], found: NDArray[np.float32]) -> Agreement:
    """Of two sets of vectors of length 1, (n, d)."""
    return Agreement(float((reference * found).sum(axis=1).mean()), float((_nearest(reference) == _nearest(found)).mean()))


def _nearest(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    near = vectors @ vectors.T
    np.fill_diagonal(near, -np.inf)
    found: NDArray[np.int64] = near.argmax(axis=1)
    return found
