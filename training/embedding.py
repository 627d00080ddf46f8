"""Texts to vectors in training: by the exported encoder itself, so that the heads learn from what they will be served."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.session import open_session
from models.text_tokens import TextTokens, blocks
from training.encoder import SLICE
from training.trained import Encoder


def token_counts(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.int64]:
    """Tokens that the encoder reads of each text, (n,)."""
    tokens = TextTokens(encoder.tokenizer, encoder.info.max_tokens, special_tokens=encoder.info.kind == "transformer")
    return np.asarray([len(ids) for ids in tokens.encode(texts)], dtype=np.int64)


def tokenise(encoder: Encoder, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    """Token ids that the encoder reads of each text."""
    tokens = TextTokens(encoder.tokenizer, encoder.info.max_tokens, special_tokens=encoder.info.kind == "transformer")
    slices = (texts[at : at + SLICE] for at in range(0, len(texts), SLICE))
    return [np.asarray(ids, dtype=np.int32) for part in slices for ids in tokens.encode(part)]


def embed(encoder: Encoder, texts: Sequence[str], progress: Callable[[float], None]) -> NDArray[np.float32]:
    """Vectors (n, d) float32; `progress` is told the share done."""
    return embed_tokens(encoder, tokenise(encoder, texts), progress)


def embed_tokens(encoder: Encoder, ids: Sequence[NDArray[np.int32]], progress: Callable[[float], None]) -> NDArray[np.float32]:
    """Vectors (n, d) float32 of texts whose tokens are known; `progress` is told the share done."""
    session = open_session(encoder.model().SerializeToString())
    found = np.zeros((len(ids), encoder.info.dimensions), dtype=np.float32)
    done = 0
    for start in range(0, len(ids), SLICE):
        for block in blocks(ids[start : start + SLICE], one_by_one=encoder.info.kind == "transformer"):
            found[start + block.rows] = session.run(["embedding"], {"token_ids": block.ids, "token_mask": block.mask})[0]
            done += len(block.rows)
            progress(done / len(ids))
    return found
