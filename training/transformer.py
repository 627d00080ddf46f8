"""A local sentence-transformers folder as the encoder: exported with its own pooling, normalised, with the same two inputs as the static one.

Served row by row on the CPU, without padding, so that neighbours cannot change an answer. Nothing is downloaded: the folder must be complete.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

from models.manifest import EncoderInfo

MAX_TOKENS = 256
"""Tokens read of a text; a transformer's cost grows with them."""


class UnusableEncoder(ValueError):
    """The folder is not a sentence-transformers model this pipeline can export."""


def export_transformer(folder: Path, graph: Path, tokenizer: Path) -> EncoderInfo:
    """Writes the ONNX graph and the tokenizer file; the encoder's facts."""
    import torch
    from sentence_transformers import SentenceTransformer

    if not folder.is_dir():
        raise UnusableEncoder(f"{folder}: no such folder; give a local sentence-transformers folder, or `static`")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True).eval()
    except Exception as error:  # whatever the library stumbles over in a folder from elsewhere, the folder is what cannot be used
        raise UnusableEncoder(f"{folder}: {error}") from error
    fast = getattr(model.tokenizer, "backend_tokenizer", None)
    if fast is None:
        raise UnusableEncoder(f"{folder}: needs a fast tokenizer (tokenizer.json)")
    fast.no_padding()
    fast.no_truncation()
    fast.save(str(tokenizer))
    wrapper = _wrapper(model).eval()
    ids = torch.tensor([[3, 4, 5], [3, 5, 4]])  # for the tracer; any vocabulary has them
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is called old; the new one wants a further package and gives no better graph
        torch.onnx.export(
            wrapper,
            (ids, torch.ones(2, 3)),
            str(graph),
            input_names=["token_ids", "token_mask"],
            output_names=["embedding"],
            dynamic_axes={"token_ids": {0: "n", 1: "tokens"}, "token_mask": {0: "n", 1: "tokens"}, "embedding": {0: "n"}},
            opset_version=18,
            dynamo=False,
        )
    dimensions = int(model.get_embedding_dimension() or 0)
    longest = min(int(model.max_seq_length or MAX_TOKENS), MAX_TOKENS)
    return EncoderInfo(kind="transformer", name=folder.name, dimensions=dimensions, max_tokens=longest, token_inputs=("token_ids", "token_mask"))


def _wrapper(model: Any) -> Any:
    import torch

    class Sentence(torch.nn.Module):
        """token_ids, token_mask → the model's own sentence vector (its pooling, whatever it is), of length 1."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, token_ids: Any, token_mask: Any) -> Any:
            found = self.model({"input_ids": token_ids, "attention_mask": token_mask.to(torch.int64)})
            return torch.nn.functional.normalize(found["sentence_embedding"], dim=1)

    return Sentence()
