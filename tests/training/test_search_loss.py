from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.training.conftest import Market, market, price_fit
from training import search_loss
from training.as_served import as_served
from training.inputs import Inputs
from training.parameters import Parameters
from training.price_losses import pinball
from training.price_study import rmse
from training.rolling_origin import origins, predict_origins
from training.search_loss import Ground, relative, walk
from valuation.field_error import FieldError


@pytest.fixture(scope="module")
def base(quick: Parameters) -> Parameters:
    return quick.updated({"price": {"origins": 3, "rounds": 12, "quantile_rounds": 6}})


def ground_of(given: Market, base: Parameters) -> Ground:
    return Ground.of(given.inputs, given.log_price, given.inputs.years.astype(np.float64), given.projects, price_fit(base), base)


@pytest.fixture(scope="module")
def contracts() -> Market:
    return market(900)


@pytest.fixture(scope="module")
def ground(contracts: Market, base: Parameters) -> Ground:
    return ground_of(contracts, base)


def test_the_origins_that_choose_see_nothing_of_the_newest_one(ground: Ground, contracts: Market, base: Parameters) -> None:
    newest = origins(ground.years, contracts.projects, 1, base.price.origin_rows)[0]
    assert ground.check.year == newest.year == 2020.0 and np.array_equal(ground.check.test, newest.test)
    assert [cut.year for cut in ground.cuts] == [2019.0, 2018.0]
    for cut in ground.cuts:
        used = np.concatenate([cut.train, cut.test])
        assert ground.years[used].max() < newest.year
        assert not np.isin(contracts.projects[used], contracts.projects[newest.test]).any()
        assert ground.years[cut.train].max() < cut.year <= ground.years[cut.test].min()


def test_prices_after_the_newest_cut_move_neither_choice_nor_loss(ground: Ground, contracts: Market, base: Parameters) -> None:
    other = contracts.log_price.copy()
    late = ground.years >= ground.check.year
    other[late] += np.random.default_rng(0).normal(3, 5, late.sum())
    moved = ground_of(Market(contracts.inputs, other, contracts.projects), base)
    assert np.array_equal(moved.fit.variances.walk, ground.fit.variances.walk) and moved.fit.quantiles_read_text == ground.fit.quantiles_read_text
    assert moved.of_parameters(base).parameters == ground.of_parameters(base).parameters
    for mine, theirs in zip(walk(ground, base, ground.cuts), walk(moved, base, moved.cuts), strict=True):
        assert np.array_equal(mine, theirs)


def test_each_origin_costs_what_all_of_them_together_say_as_served_in_either_view(ground: Ground, base: Parameters) -> None:
    calls: list[None] = []
    steps = list(walk(ground, base, ground.cuts, lambda: calls.append(None)))
    found = predict_origins(ground.cuts, ground.inputs, ground.log_price, ground.of_parameters(base), lambda: None)
    assert len(calls) == 20 and len(steps) == 2 and ground.views == 2
    for year, figures in zip((2018.0, 2019.0), steps, strict=True):
        for view, told in enumerate((found, found.as_listing())):
            here, served = found.origin == year, as_served(told, ground.years)
            wanted = [pinball(found.truth[here], served.quantiles[here]).mean(), rmse(found.truth[here], served.mean[here])]
            assert figures[view] == pytest.approx(wanted)
    assert (steps[0][1] > steps[0][0]).all()  # a listing knows less


def test_one_view_where_a_listing_knows_as_much_as_a_deal(ground: Ground, base: Parameters) -> None:
    blind = replace(ground, fit=replace(ground.fit, deal_categories=(), deal_numbers=()))
    assert blind.views == 1 and next(walk(blind, base, blind.cuts[-1:])).shape == (1, 2)


def test_the_default_costs_exactly_one_and_half_of_either_figure_counts_the_same() -> None:
    reference = np.asarray([[0.2, 1.0], [0.4, 2.0]])
    assert relative(reference, reference) == 1.0
    assert relative(reference * [[0.9, 1.0], [1.0, 1.0]], reference) == pytest.approx(relative(reference * [[1.0, 1.0], [1.0, 0.9]], reference)) == 0.975


@pytest.mark.parametrize(("first", "count"), [(2018.5, 3), (2012.0, 2)])
def test_too_few_origins_are_one_sentence(quick: Parameters, first: float, count: int) -> None:
    short = quick.updated({"price": {"origins": count}})
    with pytest.raises(FieldError, match="needs 3 origins, one to check with"):
        ground_of(market(700, first=first), short)


def test_text_and_process_are_chosen_by_rows_before_the_newest_origin_even_where_stragglers_come_after_it(
    contracts: Market, base: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []

    def asked(cuts: object, inputs: Inputs, *_: object) -> bool:
        seen.append(float(inputs.years.max()))
        return True

    monkeypatch.setattr(search_loss, "text_narrows", asked)
    years = contracts.inputs.years.copy()
    years[-9:] = 2023.5  # too few to be an origin of their own
    ground = ground_of(Market(replace(contracts.inputs, years=years), contracts.log_price, contracts.projects), base)
    assert ground.check.year == 2020.0 and ground.fit.quantiles_read_text and seen[0] < 2020
