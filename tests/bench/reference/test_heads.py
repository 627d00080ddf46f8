"""The reference graph answers what the scorer expects of a bundle with every head but the signals."""

from __future__ import annotations

from pathlib import Path

import onnx

from valuation.five_values import VALUES


def test_the_graph_has_every_output_by_name(reference: Path) -> None:
    graph = onnx.load(reference / "graph.onnx", load_external_data=False).graph
    assert {one.name for one in graph.output} == {
        "embedding",
        "familiarity",
        "price",
        "price_point",
        "level_deviation",
        "maturity",
        *(f"score_{value}" for value in VALUES),
    }
    assert {one.name for one in graph.input} == {"token_ids", "token_mask", "categories", "numbers", "years"}
