from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from bench.trees.forests import Reads, read_forests
from bench.trees.forms import FORMS, INPUTS, graph_of
from models.session import open_session
from training.context import Context
from training.price_model import PriceModel


@pytest.fixture(scope="module")
def reads(tiny_bundle: Path) -> list[Reads]:
    return read_forests(tiny_bundle)


@pytest.fixture(scope="module")
def price(tiny_run: Context) -> PriceModel:
    assert tiny_run.heads.price is not None
    return tiny_run.heads.price


def test_the_forests_are_read_back_as_lightgbm_grew_them(price: PriceModel, reads: list[Reads]) -> None:
    found = reads[0].forests["price_mean_1"]
    grown = price.forests[1]
    inner = grown.leaf < 0
    for name in ("tree", "node", "feature", "threshold", "left", "right", "cover"):
        assert np.array_equal(getattr(found, name)[inner], getattr(grown, name)[inner]), name
    unknown = inner & np.isin(grown.feature, list(price.frame.unknown))
    assert unknown.any() and np.array_equal(found.nan_left[unknown], grown.nan_left[unknown])


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(name: str, tiny_run: Context, price: PriceModel, reads: list[Reads]) -> None:
    inputs = tiny_run.inputs.take(tiny_run.corpus.priced)
    rows = [price.frame.run(inputs)[0], inputs.head_rows()]
    feed = {name: np.ascontiguousarray(matrix[:, : one.reach]) for name, matrix, one in zip(INPUTS, rows, reads, strict=True)}
    plain = next(iter(FORMS.values()))
    told, expected = (open_session(graph_of(form, reads).SerializeToString()).run(None, feed)[0] for form in (FORMS[name], plain))
    assert told.shape == expected.shape and np.abs(told - expected).max() < 1e-4
    if name != "float64":
        assert np.array_equal(told, expected)


def test_a_graph_without_forests_has_none(tmp_path: Path, tiny_bundle: Path) -> None:
    onnx.save(onnx.load(tiny_bundle / "encoder.onnx"), tmp_path / "graph.onnx")
    (tmp_path / "covers.npz").write_bytes((tiny_bundle / "covers.npz").read_bytes())
    assert read_forests(tmp_path) == []
