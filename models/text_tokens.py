"""Text to token arrays: the only step of scoring outside the graph.

Rows are packed into blocks of similar length so that padding costs little. The packing cannot change an answer: masked tokens
contribute exact zeros, and a transformer gets its rows one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

BLOCK_TOKENS = 32_768
"""Tokens of one block, padding included; bounds the memory of the gathered vectors (× dimensions × 4 bytes)."""

MAX_BLOCK_ROWS = 1_024


@dataclass(frozen=True)
class TokenBlock:
    """`rows` (m,) indices into the batch; `ids` int64 and `mask` float32, both (m, longest)."""

    rows: NDArray[np.int64]
    ids: NDArray[np.int64]
    mask: NDArray[np.float32]


class TextTokens:
    """A bundle's tokenizer."""

    def __init__(self, path: Path, max_tokens: int, *, special_tokens: bool) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        self._special = special_tokens
        unknown = getattr(self._tokenizer.model, "unk_token", None)
        found = None if unknown is None else self._tokenizer.token_to_id(unknown)
        self._unknown = -1 if found is None else found

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of each text."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=self._special)]

    def unknown_share(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """Share of tokens outside the vocabulary, 0 for an empty text; shape (n,)."""
        if self._unknown < 0:
            return np.zeros(len(ids))
        return np.asarray([row.count(self._unknown) / len(row) if row else 0.0 for row in map(list, ids)])


def blocks(ids: Sequence[Sequence[int] | NDArray[np.int32]], *, one_by_one: bool = False) -> Iterator[TokenBlock]:
    """The batch in blocks, shortest rows first."""
    lengths = np.asarray([len(row) for row in ids], dtype=np.int64)
    order = np.argsort(lengths, kind="stable")
    at = 0
    while at < len(order):
        end = at + 1
        while not one_by_one and end < len(order) and end - at < MAX_BLOCK_ROWS and (end - at + 1) * lengths[order[end]] <= BLOCK_TOKENS:
            end += 1
        yield _pack(order[at:end], ids, lengths[order[at:end]])
        at = end


def _pack(rows: NDArray[np.int64], ids: Sequence[Sequence[int] | NDArray[np.int32]], lengths: NDArray[np.int64]) -> TokenBlock:
    """Those rows, whose lengths ascend."""
    present = np.arange(max(lengths[-1], 1)) < lengths[:, None]
    packed = np.zeros(present.shape, dtype=np.int64)
    for at, (row, length) in enumerate(zip(rows.tolist(), lengths.tolist(), strict=True)):
        packed[at, :length] = ids[row]
    return TokenBlock(rows, packed, present.astype(np.float32))
