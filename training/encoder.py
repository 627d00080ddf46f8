"""Text encoders: trained (or found) here, exported to ONNX, and from then on run only as exported.

`static` is a sentence-transformers StaticEmbedding trained from scratch on the corpus by contrast between two views of a text (title against
description, or two halves), Matryoshka so that a prefix of the vector is a vector too. Its table is stored as int16: a sum of up to 511 such
integers is exact in float32, hence the same in any order, in any batch. The alternative is any local sentence-transformers folder.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.manifest import EncoderInfo
from training.vocabulary import train_tokenizer
from valuation.field_error import FieldError

MAX_TOKENS = 384
"""Tokens read of a text; below 512, so that sums of int16 stay exact in float32."""
SLICE = 4_096
"""Texts tokenised at once: what a tokenizer says of a token takes far more memory than its number."""


@dataclass(frozen=True)
class EncoderParameters:
    """Size and training of the static encoder: `batch` pairs a step, `rate` Adam's. `int8`: 1 to serve a transformer so where it passes its gate, 0 never."""

    vocabulary: int = 16_000
    dimensions: int = 128
    steps: int = 240
    batch: int = 384
    rate: float = 0.03
    view_tokens: int = 96
    int8: int = 1


@dataclass(frozen=True)
class StaticTable:
    """A trained static encoder: tokenizer and int16 table (tokens, dimensions); the scale drops out with normalisation."""

    tokenizer: Tokenizer
    table: NDArray[np.int16]

    @property
    def info(self) -> EncoderInfo:
        return EncoderInfo(
            kind="static",
            name="StaticEmbedding",
            dimensions=self.table.shape[1],
            max_tokens=MAX_TOKENS,
            token_inputs=("token_ids", "token_mask"),
        )


def train_static(texts: Sequence[str], parameters: EncoderParameters, seed: int, progress: Callable[[float], None]) -> StaticTable:
    """Trains tokenizer and table on the texts; `progress` is told the share done. Empty texts are left out."""
    import torch  # the training extra's heaviest import, and only needed here
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MatryoshkaLoss, MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    texts = [text for text in texts if text]
    tokenizer = train_tokenizer(texts, parameters.vocabulary)
    progress(0.15)
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    static = StaticEmbedding(tokenizer, embedding_dim=parameters.dimensions)
    model = SentenceTransformer(modules=[static], device="cpu")
    widths = [width for width in (parameters.dimensions, parameters.dimensions // 2, parameters.dimensions // 4) if width >= 8]
    loss_of = MatryoshkaLoss(model, MultipleNegativesRankingLoss(model), matryoshka_dims=widths)
    optimiser = torch.optim.Adam(static.parameters(), lr=parameters.rate)
    ids = [one for one in token_ids(tokenizer, texts) if len(one) >= 4]
    if len(ids) < 16:
        raise FieldError("text", len(ids), "too few texts of four tokens or more to train an encoder (16 are needed)", "Map the columns that hold text.")
    batch = min(parameters.batch, len(ids))
    for step in range(parameters.steps):
        chosen = [ids[i] for i in generator.choice(len(ids), batch, replace=False)]
        views = [_views(one, parameters.view_tokens, generator) for one in chosen]
        features = [_bag([pair[side] for pair in views]) for side in (0, 1)]
        loss = loss_of([{name: torch.from_numpy(values) for name, values in one.items()} for one in features], torch.empty(0))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] = parameters.rate * (1 - step / parameters.steps)
        progress(0.15 + 0.85 * (step + 1) / parameters.steps)
    weights = static.embedding.weight.detach().numpy().astype(np.float64)
    return StaticTable(tokenizer, _fixed_point(weights, ids))


def token_ids(tokenizer: Tokenizer, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    """The first `MAX_TOKENS` tokens of each text, a slice of texts at a time; the tokenizer is left without truncation."""
    tokenizer.enable_truncation(MAX_TOKENS)
    slices = (texts[at : at + SLICE] for at in range(0, len(texts), SLICE))
    ids = [np.asarray(one.ids, dtype=np.int32) for part in slices for one in tokenizer.encode_batch_fast(part, add_special_tokens=False)]
    tokenizer.no_truncation()
    return ids


def _views(ids: NDArray[np.int32], length: int, generator: np.random.Generator) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Two parts of a text that share no token: the opening (mostly the title) and the rest, cut at a random place."""
    cut = int(generator.integers(max(len(ids) // 8, 2), max(len(ids) // 2, 2) + 1))
    first, rest = ids[:cut], ids[cut:]
    start = int(generator.integers(0, max(len(rest) - length, 0) + 1))
    return first[:length], rest[start : start + length]


def _bag(rows: list[NDArray[np.int32]]) -> dict[str, NDArray[np.int64]]:
    lengths = np.asarray([len(row) for row in rows])
    return {"input_ids": np.concatenate(rows, dtype=np.int64), "offsets": np.concatenate([[0], np.cumsum(lengths)[:-1]])}


def _fixed_point(weights: NDArray[np.float64], ids: list[NDArray[np.int32]]) -> NDArray[np.int16]:
    """The table on a grid of int16. Tokens never seen in training keep no random vector: they become zero."""
    seen = np.zeros(len(weights), dtype=bool)
    seen[np.unique(np.concatenate(ids))] = True
    weights = np.where(seen[:, None], weights, 0.0)
    scale = 32_000 / max(float(np.abs(weights).max()), 1e-12)
    return np.round(weights * scale).astype(np.int16)
