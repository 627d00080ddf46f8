from __future__ import annotations

from pathlib import Path

import numpy as np
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


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_the_same(name: str, tiny_run: Context, price: PriceModel, reads: list[Reads]) -> None:
    inputs = tiny_run.inputs.take(tiny_run.corpus.priced)
    rows = [price.frame.run(inputs)[0], inputs.head_rows()]
    feed = {name: np.ascontiguousarray(matrix[:, : one.reach]) for name, matrix, one in zip(INPUTS, rows, reads, strict=True)}
    reads = [one.seeing(matrix[:, : one.reach]) for one, matrix in zip(reads, rows, strict=True)]
    assert reads[0].unknown
    plain = next(iter(FORMS.values()))
    told, expected = (open_session(graph_of(form, reads).SerializeToString()).run(None, feed)[0] for form in (FORMS[name], plain))
    assert told.shape == expected.shape and np.abs(told - expected).max() < 1e-4
    if name != "float64":
        assert np.array_equal(told, expected)
