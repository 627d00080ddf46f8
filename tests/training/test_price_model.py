from __future__ import annotations

from dataclasses import replace
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
    _, quantiles = learned.calibrated(1.0, np.asarray([0.5, 2.0, 0.5, 1.0, 2.0, 0.5, 0.6])).predict(market(500, 9).inputs)
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
    model = learned.calibrated(0.7, np.linspace(0.6, 1.8, 7))
    inputs = market(500, 9, last=2030.0).inputs.with_unknown(np.random.default_rng(0), {0: 0.2, 1: 0.2, 2: 0.2}, {2: 0.2, 3: 0.2})
    found, (mean, quantiles) = by_graph(model, inputs), model.predict(inputs)
    assert np.abs(found["price_point"] - mean).max() < 1e-5
    assert np.abs(found["price"] - quantiles).max() < 2e-5
    assert np.abs(found["level_deviation"] - model.foretell(inputs).deviation).max() < 1e-5


def test_the_blend_weighs_trees_against_the_walk_and_scales_move_their_quantile(learned: PriceModel) -> None:
    inputs = market(200, 9).inputs
    told = learned.foretell(inputs)
    walk, deviation = learned.process.level(inputs.years.astype(np.float64), learned.frame.segments.keys(inputs.categories))
    assert np.array_equal(told.level, walk) and np.array_equal(told.deviation, deviation)
    assert np.array_equal(learned.predict(inputs)[0], told.mean)  # before calibration the trees alone
    (_, plain), (mean, quantiles) = (learned.calibrated(0.6, scales).predict(inputs) for scales in (np.ones(7), np.full(7, 1.5)))
    assert np.allclose(mean, 0.6 * told.mean + 0.4 * walk)
    middle = plain[:, [3]]
    assert np.allclose(quantiles - middle, 1.5 * (plain - middle))
    assert np.allclose(middle[:, 0], 0.6 * np.sort(told.quantiles, axis=1)[:, 3] + 0.4 * walk)


def test_the_interval_of_a_kind_never_seen_is_wider(learned: PriceModel) -> None:
    inputs = market(300, 9).inputs
    known, unknown = (np.ptp(learned.predict(with_category(inputs, 0, kind))[1], axis=1) for kind in ("licence", "never seen"))
    assert unknown.mean() > 1.5 * known.mean()


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
    rival = price_fit(quick).fit_one(taught.inputs, taught.log_price, 0)
    for model, matrix in ((rival, None), (learned, learned.frame.run(taught.inputs)[0])):
        booster = model.boosters[0]
        assert booster.num_feature() == 9  # codes, numbers, date, level
        assert matrix is None or matrix.shape[1] == 9 + 4
    assert np.array_equal(rival.predict(silent)[0], rival.predict(taught.inputs)[0])
    assert rival.predict(silent)[1].shape == (2_000, 0)


def test_the_quantiles_read_the_text_where_it_narrows_them_and_not_elsewhere(quick: Parameters) -> None:
    taught = market(500)
    silent = replace(taught.inputs, embedding=-taught.inputs.embedding)
    fit = price_fit(replace(quick, price=replace(quick.price, rounds=5, quantile_rounds=5)))
    for reads, width in ((True, 13), (False, 9)):
        model = replace(fit, quantiles_read_text=reads).fit(taught.inputs, taught.log_price)
        assert [one.num_feature() for one in model.boosters] == [9, 13] + 7 * [width]
        assert np.array_equal(model.foretell(taught.inputs).quantiles, model.foretell(silent).quantiles) is not reads
        assert not np.array_equal(model.foretell(taught.inputs).mean, model.foretell(silent).mean)


def test_one_forest_with_text_is_the_text_forest_of_the_head(quick: Parameters, learned: PriceModel) -> None:
    taught = market(2_000)
    one = price_fit(quick).fit_one(taught.inputs, taught.log_price, 4)
    rows, _ = learned.frame.run(taught.inputs)
    assert len(one.boosters) == 1 and np.array_equal(np.asarray(one.boosters[0].predict(rows)), np.asarray(learned.boosters[1].predict(rows)))


def test_a_listing_is_a_row_without_what_only_the_deal_reveals(quick: Parameters) -> None:
    inputs = market(50).inputs
    listed = price_fit(quick).as_listing(inputs)
    assert (listed.categories[:, 2] == "").all() and np.isnan(listed.numbers[:, 3]).all()
    assert (listed.categories[:, :2] == inputs.categories[:, :2]).all() and np.array_equal(listed.numbers[:, :3], inputs.numbers[:, :3])
    assert price_fit(quick).knows_deals and not replace(price_fit(quick), deal_categories=(), deal_numbers=()).knows_deals


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
    """Beyond the data the trees see the date stand still; what moves is the level, by its share."""
    parameters = replace(quick, price=replace(quick.price, level_share=0.5), index=replace(quick.index, damping=0.9))
    taught = market(1_000, last=2_017.0)
    model = price_fit(parameters).fit(taught.inputs, taught.log_price)
    inputs = market(50, 9).inputs

    def dated(year: float) -> Inputs:
        return replace(inputs, years=np.full(50, year, dtype=np.float32))

    for year in (2_012.0, 2_016.5, 2_019.0):
        rows, level = model.frame.run(dated(year))
        trees = np.mean([np.asarray(booster.predict(rows[:, : booster.num_feature()])) for booster in model.boosters[:2]], axis=0)
        assert np.allclose(model.foretell(dated(year)).mean, trees + 0.5 * level)
    far, further = model.foretell(dated(2_040.0)), model.foretell(dated(2_060.0))  # both beyond the horizon
    assert np.array_equal(far.mean, further.mean) and np.array_equal(far.level, further.level)
    assert (model.frame.run(dated(2_030.0))[1] > model.frame.run(dated(2_018.0))[1]).all()


def test_prices_that_lie_far_from_their_level_are_learned_as_fast_as_near_ones(quick: Parameters) -> None:
    near = market(2_000)

    def left(log_price: NDArray[np.float64]) -> float:
        """What the forest under Huber's loss leaves of ln(price), standard deviation."""
        model = price_fit(quick).fit(near.inputs, log_price)
        rows, level = model.frame.run(near.inputs)
        told = np.asarray(model.boosters[0].predict(rows[:, : model.boosters[0].num_feature()]))
        return float(np.std(log_price - quick.price.level_share * level - told))

    assert left(6 * near.log_price) < 6.5 * left(near.log_price)  # where the loss turned to lines at 0.8 for both, 8.8 times
