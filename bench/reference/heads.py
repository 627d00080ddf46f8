"""What the reference graph computes: 2,360 trees of 63 leaves over text, numbers and categories, and maps of fixed numbers behind them.

Five price forests of 300 trees, eight maturity thresholds of 45 and five value heads of 100, as in the issue that set the targets of `docs/latency.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.reference.forests import grown
from bench.reference.items import SCHEMA, values
from training.graph import Graph, add_affine, add_code, add_concat, add_familiarity, add_flat, add_static_encoder
from training.trees import Forest
from valuation.five_values import SCORE_RANGE, VALUES
from valuation.price import QUANTILES

DIMENSIONS = 256
LEAVES = 63
PRICE_FORESTS, PRICE_TREES = 5, 300
THRESHOLDS, MATURITY_TREES = 8, 45
VALUE_TREES = 100
TREES = PRICE_FORESTS * PRICE_TREES + THRESHOLDS * MATURITY_TREES + len(VALUES) * VALUE_TREES
OF_TEXT = 0.5
"""Share of splits that read the embedding; the others read the 38 attributes."""
YEAR, GROWTH, DRIFT = 2024.0, 0.03, 0.05
"""Prices grow by `GROWTH` a year, and their level is known from `YEAR` to within `DRIFT` a year."""

Outputs = dict[str, int | str | None]


@dataclass(frozen=True)
class Heads:
    """Forests over the matrix of `add_rows`, and the numbers behind them."""

    table: NDArray[np.int16]
    codes: tuple[dict[str, float], ...]
    centroids: NDArray[np.float32]
    price: tuple[Forest, ...]
    maturity: tuple[Forest, ...]
    values: tuple[Forest, ...]

    def add_to(self, graph: Graph, embedding: str) -> Outputs:
        """Adds every head; its outputs."""
        add_familiarity(graph, embedding, self.centroids)
        rows = add_rows(graph, embedding, self.codes)
        return {"familiarity": None, **self._price(graph, rows), **self._maturity(graph, rows), **self._values(graph, rows)}

    def _price(self, graph: Graph, rows: str) -> Outputs:
        sums = add_concat(graph, [graph.trees(forest, rows, f"price_{at}") for at, forest in enumerate(self.price)])
        axis = graph.constant(np.asarray([1], dtype=np.int64))
        ahead = graph.node("Unsqueeze", graph.node("Sub", graph.input("years"), graph.constant(np.float32(YEAR))), axis)
        growth = graph.node("Mul", ahead, graph.constant(np.float32(GROWTH)))
        weights, bias = _quantile_map()
        told = graph.node("Add", add_affine(graph, sums, weights, bias), growth)
        graph.sorted(told, len(QUANTILES), "price")
        middle = bias[len(bias) // 2 : len(bias) // 2 + 1]
        point = add_affine(graph, sums, np.full((len(self.price), 1), 1 / len(self.price), dtype=np.float32), middle)
        add_flat(graph, graph.node("Add", point, growth), "price_point")
        add_flat(graph, graph.node("Mul", graph.node("Abs", ahead), graph.constant(np.float32(DRIFT))), "level_deviation")
        return {"price": len(QUANTILES), "price_point": None, "level_deviation": None}

    def _maturity(self, graph: Graph, rows: str) -> Outputs:
        sums = add_concat(graph, [graph.trees(forest, rows, f"maturity_{at}") for at, forest in enumerate(self.maturity)])
        bias = graph.constant(np.linspace(-2.5, 2.5, len(self.maturity), dtype=np.float32).reshape(1, -1))
        ascending = graph.ordered(graph.node("Add", sums, bias), graph.constant(np.asarray([len(self.maturity)], dtype=np.int64)))
        graph.node("Sigmoid", graph.node("Neg", ascending), output="maturity")
        return {"maturity": len(self.maturity)}

    def _values(self, graph: Graph, rows: str) -> Outputs:
        low, high = (graph.constant(np.float32(one)) for one in SCORE_RANGE)
        outputs: Outputs = {}
        for value, forest in zip(VALUES, self.values, strict=True):
            spread = graph.constant(np.asarray([[30.0, 50.0, 70.0]], dtype=np.float32))
            told = graph.node("Add", graph.trees(forest, rows, f"score_{value}"), spread)
            graph.node("Clip", told, low, high, output=f"score_{value}")
            outputs[f"score_{value}"] = 3
        return outputs


def add_rows(graph: Graph, embedding: str, codes: tuple[dict[str, float], ...]) -> str:
    """The matrix that the trees read: 256 of text, 30 numbers, 8 categories as ordered numbers; (n, 294)."""
    return add_concat(graph, [embedding, graph.input("numbers"), *(add_code(graph, at, code, 0.0) for at, code in enumerate(codes))])


def encoder_table(tokens: int, generator: np.random.Generator) -> NDArray[np.int16]:
    """Vectors of that many tokens, on the grid of int16."""
    return np.clip(np.rint(generator.normal(0.0, 6_000.0, (tokens, DIMENSIONS))), -32_000, 32_000).astype(np.int16)


def category_codes(generator: np.random.Generator) -> tuple[dict[str, float], ...]:
    """An ordered number for each value of each category."""
    return tuple({value: round(float(generator.normal()), 4) for value in values(column)} for column in range(len(SCHEMA.categories)))


def grown_heads(table: NDArray[np.int16], codes: tuple[dict[str, float], ...], rows: NDArray[np.float32], generator: np.random.Generator) -> Heads:
    """Heads over rows (n, 294) as `add_rows` gives them."""
    attributes = rows.shape[1] - DIMENSIONS
    chances = np.concatenate([np.full(DIMENSIONS, OF_TEXT / DIMENSIONS), np.full(attributes, (1 - OF_TEXT) / attributes)])

    def forests(count: int, trees: int, spread: float) -> tuple[Forest, ...]:
        return tuple(grown(rows, trees, LEAVES, chances, spread, generator) for _ in range(count))

    return Heads(
        table,
        codes,
        np.ascontiguousarray(rows[:64, :DIMENSIONS]),
        price=forests(PRICE_FORESTS, PRICE_TREES, 0.05),
        maturity=forests(THRESHOLDS, MATURITY_TREES, 0.12),
        values=forests(len(VALUES), VALUE_TREES, 1.0),
    )


def fused(heads: Heads) -> tuple[Graph, Outputs]:
    """Tokens, categories, numbers, years → everything: what a CPU serves."""
    graph = Graph("reference")
    add_static_encoder(graph, heads.table)
    return graph, {"embedding": DIMENSIONS, **heads.add_to(graph, "embedding")}


def _quantile_map() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Sums of five forests → seven quantiles of ln(price): a mean of the nearest two forests each, around 200,000."""
    at = np.linspace(0, PRICE_FORESTS - 1, len(QUANTILES))
    weights = np.maximum(0.0, 1.0 - np.abs(at[None, :] - np.arange(PRICE_FORESTS)[:, None]))
    return weights.astype(np.float32), (12.2 + np.linspace(-1.6, 1.6, len(QUANTILES))).astype(np.float32)
