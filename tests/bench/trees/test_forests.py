from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx

from bench.trees.forests import read_forests
from training.context import Context


def test_the_forests_are_read_back_as_lightgbm_grew_them(tiny_run: Context, tiny_bundle: Path) -> None:
    price = tiny_run.heads.price
    assert price is not None
    found = read_forests(tiny_bundle)[0].forests["price_mean_1"]
    grown = price.forests[1]
    inner = grown.leaf < 0
    for name in ("tree", "node", "feature", "threshold", "left", "right", "cover"):
        assert np.array_equal(getattr(found, name)[inner], getattr(grown, name)[inner]), name
    unknown = inner & np.isin(grown.feature, list(price.frame.unknown))
    assert unknown.any() and np.array_equal(found.nan_left[unknown], grown.nan_left[unknown])


def test_a_graph_without_forests_has_none(tmp_path: Path, tiny_bundle: Path) -> None:
    onnx.save(onnx.load(tiny_bundle / "encoder.onnx"), tmp_path / "graph.onnx")
    (tmp_path / "covers.npz").write_bytes((tiny_bundle / "covers.npz").read_bytes())
    assert read_forests(tmp_path) == []
