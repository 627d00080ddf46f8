"""What a training run has learned, before it becomes a bundle: encoder, heads, and the region in which they may answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from models.manifest import EncoderInfo, Limits
from training.attribute_table import AttributeTable
from training.graph import Graph, add_concat, add_familiarity, add_static_encoder
from training.lexical import LexicalTable
from training.lexical_graph import add_lexical
from training.maturity_head import MaturityModel
from training.price_model import PriceModel
from training.score_graph import add_scores
from training.signal_head import SignalModel
from training.two_ways import add_two_ways
from training.value_heads import ScoreModel


@dataclass(frozen=True)
class Encoder:
    """An encoder as exported: facts, tokenizer file, and either the int16 table (static) or the graph file (transformer).

    `lexical`: the supervised columns beside the embedding, of a static encoder that had labels to learn from. `judged`: figures of the gate of int8, for the
    manifest.
    """

    info: EncoderInfo
    tokenizer: Path
    table: NDArray[np.int16] | None = None
    graph: Path | None = None
    lexical: LexicalTable | None = None
    judged: dict[str, float] = field(default_factory=dict)

    def model(self) -> onnx.ModelProto:
        """token_ids, token_mask → embedding, lexical."""
        if self.table is None:
            assert self.graph is not None
            return onnx.load(self.graph)
        graph = Graph("encoder")
        return graph.model(self.add_to(graph))

    def add_to(self, graph: Graph) -> dict[str, int | str | None]:
        """Adds a static encoder; its outputs."""
        assert self.table is not None
        add_static_encoder(graph, self.table)
        outputs: dict[str, int | str | None] = {"embedding": self.info.dimensions}
        if self.lexical is not None:
            add_lexical(graph, self.lexical)
            outputs["lexical"] = self.lexical.width
        return outputs


@dataclass(frozen=True)
class Heads:
    """All heads over one embedding, and the centroids (k, d) of familiar texts.

    `lexical`: whether maturity and value heads read supervised columns of the text too; `attributes`: those of the attributes, None where they read none;
    `numbers`: how many numbers stand between the embedding and the supervised columns.
    """

    price: PriceModel | None
    maturity: MaturityModel | None
    scores: tuple[ScoreModel, ...]
    signals: SignalModel | None
    centroids: NDArray[np.float32]
    limits: Limits
    lexical: bool = False
    attributes: AttributeTable | None = None
    numbers: int = 0

    def add_to(self, graph: Graph, embedding: str, lexical: str | None) -> dict[str, int | str | None]:
        """Adds every head, `lexical` being None where they read none; all outputs by name."""
        add_familiarity(graph, embedding, self.centroids)
        outputs: dict[str, int | str | None] = {"familiarity": None}
        if self.price is not None:
            outputs |= self.price.add_to(graph, embedding)
        if self.maturity is not None or self.scores or self.signals is not None:
            attributes = [self.attributes.add_to(graph)] if self.attributes is not None and (self.maturity is not None or self.scores) else []
            matrix = add_concat(graph, [embedding, graph.input("numbers"), *([lexical] if lexical is not None else []), *attributes])
            outputs |= self._add_forests(graph, matrix)
            outputs |= self.signals.add_to(graph, matrix) if self.signals is not None else {}
        return outputs

    def _add_forests(self, graph: Graph, matrix: str) -> dict[str, int | str | None]:
        """Adds maturity and scores over the matrix of `head_columns.py`."""
        forests = [*([self.maturity.trees] if self.maturity is not None else []), *(trees for score in self.scores for trees in score.forests)]
        if not forests:
            return {}
        width = self.centroids.shape[1]
        rows = add_two_ways(graph, matrix, forests, range(width, width + self.numbers))
        outputs = self.maturity.add_to(graph, rows) if self.maturity is not None else {}
        return outputs | (add_scores(graph, self.scores, rows) if self.scores else {})


def heads_model(heads: Heads) -> onnx.ModelProto:
    """embedding, lexical, categories, numbers, years → every head."""
    graph, outputs = _heads_graph(heads)
    return graph.model(outputs)


def node_covers(heads: Heads) -> dict[str, NDArray[np.uint32]]:
    """Covers of every forest of `heads_model`, by the name of its node (`models/covers.py`)."""
    return _heads_graph(heads)[0].covers


def fused_model(encoder: Encoder, heads: Heads) -> onnx.ModelProto:
    """Tokens, categories, numbers, years → embedding and every head of a static encoder, in one graph for the CPU."""
    graph = Graph("valuation")
    encoded = encoder.add_to(graph)
    outputs = heads.add_to(graph, "embedding", "lexical" if heads.lexical else None)
    return graph.model({"embedding": encoded["embedding"], **outputs})


def _heads_graph(heads: Heads) -> tuple[Graph, dict[str, int | str | None]]:
    graph = Graph("heads")
    return graph, heads.add_to(graph, graph.input("embedding"), graph.input("lexical") if heads.lexical else None)
