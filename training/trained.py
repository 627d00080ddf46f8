"""What a training run has learned, before it becomes a bundle: encoder, heads, and the region in which they may answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from models.manifest import EncoderInfo, Limits
from training.graph import Graph, add_concat, add_familiarity, add_static_encoder
from training.maturity_head import MaturityModel
from training.price_model import PriceModel
from training.value_heads import ScoreModel, SignalModel
from valuation.features import DERIVED_NUMBERS


@dataclass(frozen=True)
class Encoder:
    """An encoder as exported: facts, tokenizer file, and either the int16 table (static) or the graph file (transformer)."""

    info: EncoderInfo
    tokenizer: Path
    table: NDArray[np.int16] | None = None
    graph: Path | None = None

    def model(self) -> onnx.ModelProto:
        """token_ids, token_mask → embedding."""
        if self.table is None:
            assert self.graph is not None
            return onnx.load(self.graph)
        graph = Graph("encoder")
        add_static_encoder(graph, self.table)
        return graph.model({"embedding": self.info.dimensions})


@dataclass(frozen=True)
class Heads:
    """All heads over one embedding, and the centroids (k, d) of familiar texts."""

    price: PriceModel | None
    maturity: MaturityModel | None
    scores: tuple[ScoreModel, ...]
    signals: SignalModel | None
    centroids: NDArray[np.float32]
    limits: Limits

    def add_to(self, graph: Graph, embedding: str) -> dict[str, int | str | None]:
        """Adds every head; all outputs by name."""
        add_familiarity(graph, embedding, self.centroids)
        outputs: dict[str, int | str | None] = {"familiarity": None}
        if self.price is not None:
            outputs |= self.price.add_to(graph, embedding)
        if self.maturity is not None or self.scores:
            text_rows = add_concat(graph, [embedding, _derived(graph)])
            outputs |= self.maturity.add_to(graph, text_rows) if self.maturity is not None else {}
            for score in self.scores:
                outputs |= score.add_to(graph, text_rows)
        if self.signals is not None:
            outputs |= self.signals.add_to(graph, embedding)
        return outputs


def _derived(graph: Graph) -> str:
    ends = [graph.constant(np.asarray([one], dtype=np.int64)) for one in (0, len(DERIVED_NUMBERS), 1)]
    return graph.node("Slice", graph.input("numbers"), *ends)


def heads_model(heads: Heads) -> onnx.ModelProto:
    """embedding, categories, numbers, years → every head."""
    graph = Graph("heads")
    outputs = heads.add_to(graph, graph.input("embedding"))
    return graph.model(outputs)


def fused_model(table: NDArray[np.int16], heads: Heads) -> onnx.ModelProto:
    """Tokens, categories, numbers, years → embedding and every head, in one graph for the CPU."""
    graph = Graph("valuation")
    embedding = add_static_encoder(graph, table)
    outputs = heads.add_to(graph, embedding)
    return graph.model({"embedding": table.shape[1], **outputs})
