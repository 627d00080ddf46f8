from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from training.context import Context
from training.parity import ROWS, ParityError, check_parity, hard_rows
from training.trained import heads_model

SEED, FEWER = 5, 4_000
"""Enough hard rows to notice what these tests break; the export itself takes five times as many."""


def trees_of(graph: onnx.ModelProto, before: str) -> onnx.NodeProto:
    """The forest that feeds the output `before`, followed upwards along first inputs."""
    makers: dict[str, onnx.NodeProto] = {output: node for node in graph.graph.node for output in node.output}
    node = makers[before]
    while node.op_type != "TreeEnsembleRegressor":
        node = makers[node.input[0]]
    return node


def changed(node: onnx.NodeProto, attribute: str, change: Callable[[list[float]], list[float]]) -> None:
    values = next(one for one in node.attribute if one.name == attribute)
    new = change(list(values.floats))
    del values.floats[:]
    values.floats.extend(new)


def test_the_bundle_that_was_written_passed(tiny_run: Context) -> None:
    parity = tiny_run.parity
    assert parity.rows >= 20_000 and parity.flipped_leaves == 0
    assert parity.differences.keys() == {"price_point", "price", "maturity", "score_scientific", "score_economic", "signals"}
    assert all(parity.differences[name] <= 1e-4 for name in ("price_point", "price", "maturity", "signals"))


def test_the_graph_just_built_passes_again(tiny_run: Context) -> None:
    again = check_parity(tiny_run.heads, heads_model(tiny_run.heads), tiny_run.inputs, tiny_run.parameters.seed)
    assert again == tiny_run.parity


@pytest.mark.parametrize("head", ["price_point", "price", "maturity", "score_scientific"])
def test_one_leaf_altered_stops_the_export(tiny_run: Context, head: str) -> None:
    graph = heads_model(tiny_run.heads)
    changed(trees_of(graph, head), "target_weights", lambda weights: [weights[0] + 0.05, *weights[1:]])
    with pytest.raises(ParityError, match=head):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


@pytest.mark.parametrize("head", ["price_point", "price", "maturity", "score_scientific"])
def test_thresholds_rounded_the_wrong_way_stop_the_export(tiny_run: Context, head: str) -> None:
    graph = heads_model(tiny_run.heads)
    changed(trees_of(graph, head), "nodes_values", lambda values: np.nextafter(np.asarray(values, dtype=np.float32), np.float32(np.inf)).tolist())
    with pytest.raises(ParityError, match=head):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


def test_one_scale_altered_stops_the_export(tiny_run: Context) -> None:
    price = tiny_run.heads.price
    assert price is not None
    scales = price.interval.scales.copy()
    scales[6] *= np.float32(1.001)
    graph = heads_model(replace(tiny_run.heads, price=replace(price, interval=replace(price.interval, scales=scales))))
    with pytest.raises(ParityError, match="price differs"):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


@pytest.mark.parametrize(("tables", "differs"), [("means", "price_point differs"), ("deviations", "price differs")])
def test_a_level_altered_in_one_year_stops_the_export(tiny_run: Context, tables: str, differs: str) -> None:
    price = tiny_run.heads.price
    assert price is not None
    blended = price.calibrated(0.65, np.ones(7))
    process = deepcopy(price.process)
    getattr(process, tables)[-1][3] += 0.01
    graph = heads_model(replace(tiny_run.heads, price=replace(blended, process=process)))
    with pytest.raises(ParityError, match=differs):
        check_parity(replace(tiny_run.heads, price=blended), graph, tiny_run.inputs, SEED, FEWER)


def test_unknown_numbers_sent_the_other_way_stop_the_export(tiny_run: Context) -> None:
    graph = heads_model(tiny_run.heads)
    for node in graph.graph.node:
        for attribute in node.attribute:
            if attribute.name == "nodes_missing_value_tracks_true":
                flipped = [1 - one for one in attribute.ints]
                del attribute.ints[:]
                attribute.ints.extend(flipped)
    with pytest.raises(ParityError, match="price"):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


def test_a_category_code_altered_stops_the_export(tiny_run: Context) -> None:
    graph = heads_model(tiny_run.heads)
    encoder = next(node for node in graph.graph.node if node.op_type == "LabelEncoder" and any(one.name == "values_floats" for one in node.attribute))
    changed(encoder, "values_floats", lambda values: values[::-1])
    with pytest.raises(ParityError, match="price"):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


def test_an_effect_of_an_attribute_altered_stops_the_export(tiny_run: Context) -> None:
    table = tiny_run.heads.attributes
    assert table is not None
    altered = replace(table, effects=tuple(effects + np.float32(0.05) for effects in table.effects))
    with pytest.raises(ParityError, match="score_economic"):
        check_parity(tiny_run.heads, heads_model(replace(tiny_run.heads, attributes=altered)), tiny_run.inputs, SEED, FEWER)


def test_a_signal_weight_altered_stops_the_export(tiny_run: Context) -> None:
    signals = tiny_run.heads.signals
    assert signals is not None
    graph = heads_model(replace(tiny_run.heads, signals=replace(signals, weights=signals.weights * np.float32(1.01))))
    with pytest.raises(ParityError, match="signals"):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


def test_a_flipped_leaf_stops_the_export_whatever_the_values_say(tiny_run: Context) -> None:
    price = tiny_run.heads.price
    assert price is not None
    first = price.forests[0]
    moved = replace(first, threshold=np.where(first.leaf < 0, first.threshold + np.float32(0.1), 0).astype(np.float32))
    with pytest.raises(ParityError, match="leaves flipped"):
        check_parity(
            replace(tiny_run.heads, price=replace(price, forests=(moved, *price.forests[1:]))), heads_model(tiny_run.heads), tiny_run.inputs, SEED, FEWER
        )


def test_an_answer_that_is_no_number_stops_the_export(tiny_run: Context) -> None:
    graph = heads_model(tiny_run.heads)
    bias = next(one for one in graph.graph.initializer if one.dims == [1, 7])
    bias.CopyFrom(numpy_helper.from_array(np.full((1, 7), np.nan, dtype=np.float32), bias.name))
    with pytest.raises(ParityError, match="price differs by up to inf"):
        check_parity(tiny_run.heads, graph, tiny_run.inputs, SEED, FEWER)


def test_hard_rows_hold_what_exports_trip_over(tiny_run: Context) -> None:
    rows = hard_rows(tiny_run.heads, tiny_run.inputs, seed=1)
    assert len(rows) == ROWS
    assert np.isnan(rows.numbers).any(axis=0).all()
    assert all("never seen in training" in rows.categories[:, column] and "" in rows.categories[:, column] for column in range(rows.categories.shape[1]))
    assert (~rows.embedding.any(axis=1)).sum() > 500
    assert np.isfinite(rows.years).all()


def test_hard_rows_stand_on_thresholds_and_one_step_beside_them(tiny_run: Context) -> None:
    maturity = tiny_run.heads.maturity
    assert maturity is not None
    trees = maturity.ordinal.trees.reading(maturity.columns)
    root = int(np.flatnonzero(trees.leaf < 0)[0])
    column, threshold = int(trees.feature[root]), trees.threshold[root]
    values = hard_rows(tiny_run.heads, tiny_run.inputs, seed=1).head_rows()[:, column]
    beside = [np.nextafter(threshold, np.float32(-np.inf)), threshold, np.nextafter(threshold, np.float32(np.inf))]
    assert all((values == one).any() for one in beside)


def test_the_same_seed_makes_the_same_rows(tiny_run: Context) -> None:
    one, two = (hard_rows(tiny_run.heads, tiny_run.inputs, seed=4, count=500) for _ in range(2))
    assert np.array_equal(one.numbers, two.numbers, equal_nan=True) and np.array_equal(one.embedding, two.embedding)
    assert (one.categories == two.categories).all() and np.array_equal(one.years, two.years)
