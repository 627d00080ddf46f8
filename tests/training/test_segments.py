from __future__ import annotations

import tracemalloc

import numpy as np
import onnx
import onnxruntime as ort
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.training.validation.conftest import table as register
from training.corpus import merge
from training.graph import Graph
from training.segments import MAX_DEPTH, choose_columns, fit_segments, segment_columns

VALUES = st.sampled_from(["", "a", "b", "c"])


def table(*rows: tuple[str, ...]) -> NDArray[np.object_]:
    return np.asarray(rows, dtype=object)


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_rows_share_a_segment_exactly_when_they_share_every_value_so_far(rows: list[tuple[str, str, str]]) -> None:
    segments = fit_segments(table(*rows), (2, 0, 1))
    keys = segments.keys(table(*rows))
    for depth, key in enumerate(keys):
        prefixes = [tuple(row[column] for column in (2, 0, 1)[: depth + 1]) for row in rows]
        assert len(set(key.tolist())) == len(set(prefixes)) == len(set(zip(key.tolist(), prefixes, strict=True)))
        assert key.min() >= 1 and key.max() == segments.sizes[depth]


def test_a_value_never_seen_is_no_segment() -> None:
    segments = fit_segments(table(("a", "x"), ("b", "y")), (0, 1))
    first, second = segments.keys(table(("a", "x"), ("a", "z"), ("z", "x"), ("a", "y")))
    assert first.tolist() == [1, 1, 0, 1]
    assert second.tolist()[1:] == [0, 0, 0] and second[0] > 0  # a with y is a combination never seen


def test_no_columns_give_no_keys() -> None:
    segments = fit_segments(table(("a",)), ())
    assert segments.keys(table(("a",))) == [] and segments.sizes == ()


@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=20), st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=20))
@settings(max_examples=25, deadline=None)
def test_the_graph_numbers_alike_what_was_taught_and_what_was_not(taught: list[tuple[str, str, str]], asked: list[tuple[str, str, str]]) -> None:
    segments = fit_segments(table(*taught), (2, 0, 1))
    rows = table(*asked, ("never", "a", "b"), ("a", "b", "seen"))
    graph = Graph("segments")
    for depth, key in enumerate(segments.add_to(graph)):
        graph.node("Cast", key, to=onnx.TensorProto.FLOAT, output=f"key{depth}")
    model = graph.model({f"key{depth}": 1 for depth in range(3)})
    found = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"categories": rows})
    for left, right in zip(found, segments.keys(rows), strict=True):
        assert left[:, 0].tolist() == right.tolist()


def planted(n: int = 3_000, seed: int = 0) -> tuple[NDArray[np.object_], NDArray[np.float64]]:
    """Columns: weak, noise of 60 values, ids, strong; ln(price) follows strong (2 a step) and weak (0.7 a step)."""
    generator = np.random.default_rng(seed)
    weak, noise, strong = (generator.integers(0, size, n) for size in (3, 60, 4))
    columns = [[f"w{at}" for at in weak], [f"n{at}" for at in noise], [f"id{at}" for at in range(n)], [f"s{at}" for at in strong]]
    return np.asarray(columns, dtype=object).T, 2.0 * strong + 0.7 * weak + generator.normal(0, 0.5, n)


def test_the_columns_that_set_prices_are_chosen_strongest_first() -> None:
    assert choose_columns(*planted(), (0, 1, 2, 3)) == (3, 0)


def test_only_the_columns_allowed_are_chosen() -> None:
    assert choose_columns(*planted(), (0, 1, 2)) == (0,)


def test_noise_of_many_values_does_not_pass_for_a_segment_in_a_small_table() -> None:
    generator = np.random.default_rng(1)
    for n in (400, 1_000):
        for _ in range(5):
            noise = np.asarray([[f"n{at}"] for at in generator.integers(0, 60, n)], dtype=object)
            assert choose_columns(noise, generator.normal(0, 1, n), (0,)) == ()


def test_at_most_three_columns_are_chosen() -> None:
    generator = np.random.default_rng(2)
    digits = generator.integers(0, 3, (3_000, 5))
    assert len(choose_columns(digits.astype(str).astype(object), digits @ np.asarray([5.0, 4.0, 3.0, 2.0, 1.0]), range(5))) == MAX_DEPTH


def test_prices_all_alike_need_no_segments() -> None:
    categories, _ = planted(500)
    assert choose_columns(categories, np.full(500, 3.0), range(4)) == ()


def test_one_long_value_costs_its_length_once() -> None:
    values = np.asarray([["a"], ["b"]] * 2_000 + [["x" * 100_000]], dtype=object)
    tracemalloc.start()
    choose_columns(values, np.arange(len(values), dtype=np.float64), (0,))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000  # 1.6 GB as an array of fixed width


def test_segments_are_as_a_mapping_names_them_else_chosen_and_never_by_what_only_the_deal_reveals() -> None:
    price = {"concept": "grant_amount", "amount": "sum", "unit": "CNY"}
    deal = {"kind": {"known_at": "deal"}, "team": {"kind": "number"}}
    flat = np.zeros(400)  # a price that nothing explains: nothing to choose
    for mapping, columns, of_flat in (
        ({"price": price}, (0,), ()),
        ({"price": price, "attributes": deal}, (), ()),
        ({"price": price | {"segments": ["kind"]}}, (0,), (0,)),
    ):
        corpus = merge([register(mapping=mapping)])
        categories = np.asarray(corpus.columns.categories["kind"], dtype=object)[:, None]
        assert segment_columns(corpus, categories, np.log(corpus.amounts)) == columns
        assert segment_columns(corpus, categories, flat) == of_flat
