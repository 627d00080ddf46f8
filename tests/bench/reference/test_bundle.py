"""The reference bundle is one that the product loads, of the promised size, and the same whenever it is built."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest

from bench.reference.bundle import TOKENS, build, fingerprint, reference_bundle
from bench.reference.heads import DIMENSIONS, TREES
from bench.reference.items import DAY, SCHEMA, items
from models.covers import read_covers
from models.load import load_bundle
from models.manifest import Manifest
from models.scorer import Scorer
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.five_values import VALUES


def test_the_product_loads_it_and_answers_every_row_differently(reference: Path) -> None:
    bundle = load_bundle(reference)
    scorer = Scorer(bundle)
    scorer.self_test()
    told = scorer.score(columns_of([Achievement.model_validate(item) for item in items(300)], SCHEMA, DAY))
    assert bundle.manifest.simulated and not any(told.refusals)
    assert told.price is not None and told.maturity is not None and set(told.scores) == set(VALUES)
    assert len(np.unique(told.price[:, 3])) > 290 and (np.diff(told.price, axis=1) >= 0).all()
    assert len(np.unique(told.maturity[:, 3])) > 290 and (np.diff(told.maturity, axis=1) <= 0).all()
    assert all(((scores >= 0) & (scores <= 100) & (np.diff(scores, axis=1, prepend=-1) >= 0)).all() for scores in told.scores.values())


def test_it_has_2360_trees_of_63_leaves_through_which_rows_go_as_through_trained_ones(reference: Path) -> None:
    covers = read_covers(reference / "covers.npz").values()
    nodes = np.concatenate([cover.reshape(-1, 125) for cover in covers]).astype(np.float64)
    assert len(nodes) == TREES == 2_360
    depth = nodes[:, :62].sum(axis=1) / nodes[:, 0]
    assert 6.5 < depth.mean() < 8.5, "1.25 × log2(63) is 7.5"
    assert np.allclose(nodes[:, 62:].sum(axis=1), nodes[:, 0]), "the leaves hold every row once"


def test_its_table_has_32000_vectors_of_256_numbers(reference: Path) -> None:
    table = next(one for one in onnx.load(reference / "encoder.onnx").graph.initializer if one.data_type == onnx.TensorProto.INT16)
    assert list(table.dims) == [TOKENS, DIMENSIONS] == [32_000, 256]


def test_it_is_the_same_to_the_byte_whenever_it_is_built(reference: Path, tmp_path: Path) -> None:
    build(tmp_path)
    assert _version(tmp_path) == _version(reference)


def test_it_is_built_once(reference: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.reference.bundle.build", lambda folder: pytest.fail("built twice"))
    assert reference_bundle() == reference and reference.name == fingerprint()


def _version(folder: Path) -> str:
    return Manifest.model_validate_json((folder / "manifest.json").read_text("utf-8")).version
