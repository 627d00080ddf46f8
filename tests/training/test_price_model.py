from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from tests.training.conftest import market, price_fit
from training.graph import Graph
from training.inputs import Inputs
from training.parameters import Parameters
from training.price_model import FORESTS, PriceModel
from valuation.price import QUANTILES


def by_graph(model: PriceModel, inputs: Inputs) -> dict[str, NDArray[np.float32]]:
    graph = Graph("price")
    outputs = model.add_to(graph, graph.input("embedding"))
    session = ort.InferenceSession(graph.model(outputs).SerializeToString(), providers=["CPUExecutionProvider"])
    names: list[str] = list(outputs)
    found: list[Any] = session.run(names, inputs.feed({one.name for one in session.get_inputs()}))
    return dict(zip(names, found, strict=True))


def with_category(inputs: Inputs, column: int, value: str) -> Inputs:
    categories = inputs.categories.copy()
    categories[:, column] = value
    return replace(inputs, categories=categories)


def test_quantiles_ascend_in_every_row(learned: PriceModel) -> None:
    _, quantiles = learned.calibrated(1.0, np.asarray([0.9, 0.5, 0.0, -0.3, 0.2, -0.5, -0.9]), 0.0).predict(market(500, 9).inputs)
    assert quantiles.shape == (500, len(QUANTILES))
    assert (np.diff(quantiles, axis=1) >= 0).all()


def test_quantiles_hold_about_their_share_of_contracts_like_the_taught(learned: PriceModel) -> None:
    fresh = market(3_000, 9)
    _, quantiles = learned.predict(fresh.inputs)
    shares = (fresh.log_price[:, None] <= quantiles).mean(axis=0)
    assert np.abs(shares - QUANTILES).max() < 0.1


def test_planted_effects_of_attribute_number_and_text_are_found(learned: PriceModel) -> None:
    inputs = market(400, 9).inputs
    cheap, middle, dear = (learned.predict(with_category(inputs, 0, kind))[0].mean() for kind in ("service", "licence", "transfer"))
    assert abs(middle - cheap - 1) < 0.3 and abs(dear - middle - 1) < 0.3
    few, many = (replace(inputs, numbers=np.where(np.arange(4) == 2, team, inputs.numbers).astype(np.float32)) for team in (1.0, 9.0))
    assert 0.4 < learned.predict(many)[0].mean() - learned.predict(few)[0].mean() < 1.0
    left, right = (replace(inputs, embedding=np.repeat(np.eye(1, 6, dtype=np.float32) * sign, 400, axis=0)) for sign in (-1, 1))
    assert 0.2 < learned.predict(right)[0].mean() - learned.predict(left)[0].mean() < 1.2  # half of the mean reads the text


def test_the_graph_says_what_the_trees_say(learned: PriceModel) -> None:
    model = learned.calibrated(0.7, np.linspace(-0.3, 0.3, 7), 1.5)
    inputs = market(500, 9).inputs.with_unknown(np.random.default_rng(0), {0: 0.2, 1: 0.2, 2: 0.2}, {2: 0.2, 3: 0.2})
    found, (mean, quantiles) = by_graph(model, inputs), model.predict(inputs)
    assert np.abs(found["price_point"] - mean).max() < 1e-5
    assert np.abs(found["price"] - quantiles).max() < 1e-5


def test_the_blend_weighs_trees_against_the_bare_level_and_shifts_move_their_quantile(learned: PriceModel) -> None:
    inputs = market(200, 9).inputs
    trees, raw = learned.predict(inputs)
    _, level = learned.frame.run(inputs)
    mean, quantiles = learned.calibrated(0.6, np.full(7, 0.25), 0.0).predict(inputs)
    assert np.allclose(mean, 0.6 * trees + 0.4 * level) and np.allclose(quantiles, raw + 0.25)


def test_what_only_a_deal_reveals_may_be_missing_at_a_small_cost(quick: Parameters) -> None:
    taught, fresh = market(2_000), market(2_000, 9)
    hidden = with_category(fresh.inputs, 2, "")

    def rmse(dropout: float, inputs: Inputs) -> float:
        parameters = replace(quick, price=replace(quick.price, deal_dropout=dropout, level_share=1.0))
        mean, _ = price_fit(parameters).fit(taught.inputs, taught.log_price).predict(inputs)
        return float(np.sqrt(np.mean((mean - fresh.log_price) ** 2)))

    best = float(np.sqrt(0.4**2 + 0.8**2))  # noise, and the buyer's effect that nobody can know
    assert rmse(0.5, hidden) < 1.12 * best
    assert rmse(0.0, hidden) > 1.05 * rmse(0.5, hidden)
    assert rmse(0.5, fresh.inputs) < 0.8 * rmse(0.5, hidden)  # and where the buyer is known, it is used


def test_attributes_of_the_listing_are_never_hidden_without_dropout(quick: Parameters) -> None:
    fit = price_fit(quick)
    inputs = market(300).inputs
    shown = fit._as_listed(inputs)
    assert (shown.categories[:, :2] == inputs.categories[:, :2]).all() and np.array_equal(shown.numbers[:, :3], inputs.numbers[:, :3])
    assert 0.4 < (shown.categories[:, 2] == "").mean() < 0.6 and 0.4 < np.isnan(shown.numbers[:, 3]).mean() < 0.6


def test_half_of_the_mean_and_the_plain_rival_read_no_text(quick: Parameters, learned: PriceModel) -> None:
    taught = market(2_000)
    silent = replace(taught.inputs, embedding=np.zeros_like(taught.inputs.embedding))
    rival = price_fit(quick).fit_attributes_only(taught.inputs, taught.log_price)
    for model, matrix in ((rival, None), (learned, learned.frame.run(taught.inputs)[0])):
        booster = model.boosters[0]
        assert booster.num_feature() == 9  # codes, numbers, date, level
        assert matrix is None or matrix.shape[1] == 9 + 4
    assert np.array_equal(rival.predict(silent)[0], rival.predict(taught.inputs)[0])
    assert rival.predict(silent)[1].shape == (2_000, 0)


def test_the_same_seed_gives_the_same_head_and_progress_is_told_of_each_forest(quick: Parameters) -> None:
    taught = market(500)
    calls: list[None] = []
    once, again = (price_fit(quick).fit(taught.inputs, taught.log_price, lambda: calls.append(None)) for _ in range(2))
    assert len(calls) == 2 * FORESTS
    for left, right in zip(once.predict(taught.inputs), again.predict(taught.inputs), strict=True):
        assert np.array_equal(left, right)
    other = price_fit(replace(quick, seed=6)).fit(taught.inputs, taught.log_price)
    assert not np.array_equal(once.predict(taught.inputs)[0], other.predict(taught.inputs)[0])


def test_trees_learn_what_the_level_leaves_and_follow_it_beyond_the_data(quick: Parameters) -> None:
    """With the whole level taken off, a price beyond the data moves exactly as the level does between two dates where the trees see the same."""
    parameters = replace(quick, price=replace(quick.price, level_share=0.5), index=replace(quick.index, damping=0.9))
    taught = market(1_000, last=2_017.0)
    model = price_fit(parameters).fit(taught.inputs, taught.log_price)
    inputs = market(50, 9).inputs
    means, levels = [], []
    for year in (2_040.0, 2_060.0):  # both beyond the horizon
        later = replace(inputs, years=np.full(50, year, dtype=np.float32))
        means.append(model.predict(later)[0])
        levels.append(model.frame.run(later)[1])
    assert np.array_equal(levels[0], levels[1]) and np.array_equal(means[0], means[1])
    rows, level = model.frame.run(replace(inputs, years=np.full(50, 2_019.0, dtype=np.float32)))
    base, _ = model.raw(rows, level)
    moved, _ = model.raw(rows, level + 1.0)
    assert np.allclose(moved - base, 0.5)
    for left, right in pairwise([base.mean(), moved.mean()]):
        assert right > left
