"""Texts to vectors in training: by the exported encoder itself, so that the heads learn from what they will be served."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from models.text_tokens import TextTokens, blocks
from training.trained import Encoder


def embed(encoder: Encoder, texts: Sequence[str], progress: Callable[[float], None]) -> NDArray[np.float32]:
    """Vectors (n, d) float32; `progress` is told the share done."""
    one_by_one = encoder.info.kind == "transformer"
    tokens = TextTokens(encoder.tokenizer, encoder.info.max_tokens, special_tokens=one_by_one)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(encoder.model().SerializeToString(), options, providers=["CPUExecutionProvider"])
    found = np.zeros((len(texts), encoder.info.dimensions), dtype=np.float32)
    done = 0
    for block in blocks(tokens.encode(texts), one_by_one=one_by_one):
        found[block.rows] = session.run(["embedding"], {"token_ids": block.ids, "token_mask": block.mask})[0]
        done += len(block.rows)
        progress(done / len(texts))
    return found
