from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.conftest import market
from training.graph import Graph
from training.inputs import Inputs
from training.price_frame import PriceFrame, fit_frame
from training.time_index import TimeIndexParameters

DATE, LEVEL = 7, 8
"""Columns of the matrix: three codes, four numbers, then the date and ln(level)."""


@pytest.fixture(scope="module")
def frame() -> PriceFrame:
    """Two nested segments (kind, region), a level that goes on rising, three dimensions of text."""
    taught = market(1_200)
    return fit_frame(taught.inputs, taught.log_price, (0, 1), 3, 5, TimeIndexParameters(half_life=2.5, damping=0.8))


def asked(seed: int, n: int = 60) -> Inputs:
    """Rows of any date, some of unknown or unheard-of kind and region."""
    generator = np.random.default_rng(seed)
    inputs = market(n, seed + 1).inputs
    categories = inputs.categories.copy()
    for column in range(3):
        categories[generator.random(n) < 0.2, column] = ""
        categories[generator.random(n) < 0.2, column] = "never seen"
    whole = generator.integers(2000, 2045, n)  # knots themselves among them
    years = np.where(generator.random(n) < 0.5, whole, whole + generator.random(n))
    return replace(inputs, categories=categories, years=years.astype(np.float32))


@given(st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_the_level_in_the_graph_is_the_time_indexs_own(frame: PriceFrame, seed: int) -> None:
    inputs = asked(seed)
    _, level = frame.run(inputs)
    expected = frame.index.level(inputs.years.astype(np.float64), frame.segments.keys(inputs.categories))
    assert np.abs(level - expected).max() < 1e-5 * np.abs(expected).max()


def test_the_columns_are_codes_numbers_date_level_and_text(frame: PriceFrame) -> None:
    inputs = asked(1)
    rows, level = frame.run(inputs)
    assert rows.dtype == np.float32 and rows.shape == (60, 3 + 4 + 2 + 3)
    for column, codes in enumerate(frame.codes):
        assert np.array_equal(rows[:, column], [codes.codes.get(value, codes.other) for value in inputs.categories[:, column]])
    assert np.array_equal(rows[:, 3:DATE], inputs.numbers)
    assert np.array_equal(rows[:, LEVEL], level.astype(np.float32))
    assert np.array_equal(rows[:, LEVEL + 1 :], inputs.embedding[:, :3])


def test_the_trees_never_see_a_date_beyond_the_data(frame: PriceFrame) -> None:
    inputs = asked(2)
    rows, _ = frame.run(inputs)
    last = np.float32(frame.index.last)
    assert np.array_equal(rows[:, DATE], np.minimum(inputs.years, last))
    assert (inputs.years > last).any()


def test_a_row_is_framed_alike_alone_and_in_company(frame: PriceFrame) -> None:
    inputs = asked(3)
    rows, level = frame.run(inputs)
    for at in (0, 31, 59):
        alone, own = frame.run(inputs.take(np.asarray([at])))
        assert np.array_equal(alone[0], rows[at]) and own[0] == level[at]


def test_the_frame_hands_on_the_date_and_the_segments_that_it_read(frame: PriceFrame) -> None:
    inputs, graph = asked(5), Graph("handed on")
    nodes = frame.add_to(graph, graph.input("embedding"))
    assert len(nodes.keys) == 2
    graph.node("Identity", nodes.year, output="year")
    for depth, key in enumerate(nodes.keys):
        graph.node("Cast", key, to=onnx.TensorProto.FLOAT, output=f"key{depth}")
    session = ort.InferenceSession(graph.model({"year": 1, "key0": 1, "key1": 1}).SerializeToString(), providers=["CPUExecutionProvider"])
    year, *keys = session.run(None, inputs.feed({one.name for one in session.get_inputs()}))
    assert np.array_equal(year[:, 0], inputs.years)  # as asked, beyond the data too
    for left, right in zip(keys, frame.segments.keys(inputs.categories), strict=True):
        assert left[:, 0].tolist() == right.tolist()


def test_codes_are_ordered_by_what_the_overall_level_leaves() -> None:
    """Kind a is cheap, but sold late, when all is dear: its code must be the lower one all the same."""
    n = 2_000
    generator = np.random.default_rng(4)
    years = np.sort(generator.uniform(2010, 2020, n))
    late = generator.random(n) < (years - 2010) / 10
    given_inputs = market(n).inputs
    categories = np.where(late[:, None], "a", "b").astype(object)
    inputs = replace(given_inputs, categories=categories, years=years.astype(np.float32))
    price = 1.0 * (years - 2010) - 0.5 * late
    assert price[late].mean() > price[~late].mean()
    fitted = fit_frame(inputs, price, (), 0, 5, TimeIndexParameters(half_life=0.5, damping=0.0))
    assert fitted.codes[0].codes["a"] < fitted.codes[0].codes["b"]


def test_without_segments_and_text_there_is_one_level_and_no_text() -> None:
    taught = market(400)
    bare = fit_frame(taught.inputs, taught.log_price, (), 0, 5, TimeIndexParameters(half_life=2.5, damping=0.0))
    rows, level = bare.run(taught.inputs)
    assert rows.shape[1] == LEVEL + 1
    assert np.allclose(level, bare.index.level(taught.inputs.years.astype(np.float64), ()), atol=1e-5)
