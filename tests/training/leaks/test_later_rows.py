from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tests.training.conftest import Market, market, price_fit
from training.inputs import Inputs
from training.leaks.later_rows import travels_in_time
from training.parameters import Parameters
from training.rolling_origin import origins, predict_origins
from training.segments import fit_segments
from training.time_index import TimeIndexParameters, fit_time_index

YEARS = np.sort(np.random.default_rng(0).uniform(2010, 2020, 300))
VALUES = np.random.default_rng(1).normal(size=300)


def test_a_mean_over_all_years_travels_and_a_running_one_does_not() -> None:
    assert travels_in_time(lambda rows: np.full(len(rows), VALUES[rows].mean()), YEARS)
    assert not travels_in_time(lambda rows: np.cumsum(VALUES[rows]) / np.arange(1, len(rows) + 1), YEARS)


def test_unknown_values_are_the_same_whether_or_not_later_rows_exist() -> None:
    assert not travels_in_time(lambda rows: np.where(VALUES[rows] > 0, np.nan, VALUES[rows]), YEARS)


def test_a_level_fitted_to_all_years_is_caught_and_one_fitted_before_each_origin_is_not() -> None:
    """Our own level: looking at its training rows it knows the future, as every fit does; what an origin sees must not."""
    data = market(600)
    years = data.inputs.years.astype(np.float64)
    parameters = TimeIndexParameters(half_life=2.5, damping=0.0)

    def level(taught: NDArray[np.int64], asked: NDArray[np.int64]) -> NDArray[np.float64]:
        segments = fit_segments(data.inputs.categories[taught], (0,))
        index = fit_time_index(data.log_price[taught], years[taught], segments.keys(data.inputs.categories[taught]), segments.sizes, parameters)
        return index.level(years[asked], segments.keys(data.inputs.categories[asked]))

    def yearly(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        found = np.full(len(rows), np.nan)
        for year in range(2014, 2022):
            now, before = np.floor(years[rows]) == year, rows[years[rows] < year]
            if now.any():
                found[now] = level(before, rows[now])
        return found

    assert travels_in_time(lambda rows: level(rows, rows), years)
    assert not travels_in_time(yearly, years)


def test_nothing_that_an_origin_predicts_changes_when_what_came_later_is_otherwise(quick: Parameters) -> None:
    """The whole price head, black box: prices, categories, numbers and texts of the origin's own year and later are scrambled."""
    data = market(1_400)
    years = data.inputs.years.astype(np.float64)
    cuts = origins(years, data.projects, 2, 10_000)
    oldest = cuts[-1:]
    before = predict_origins(oldest, data.inputs, data.log_price, price_fit(quick), lambda: None)
    after = predict_origins(oldest, *spoiled(data, oldest[0].year, keep=oldest[0].test), price_fit(quick), lambda: None)
    for name in ("level", "deviation", "mean", "quantiles", "attributes", "recent_median", "listing_mean", "listing_quantiles"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
    assert not np.array_equal(before.truth, after.truth)


def spoiled(data: Market, year: float, keep: NDArray[np.int64]) -> tuple[Inputs, NDArray[np.float64]]:
    """Prices from that year on as they never were, and the inputs of those rows too, but for the rows `keep` that are asked for."""
    generator = np.random.default_rng(9)
    later = data.inputs.years >= year
    log_price = np.where(later, generator.normal(30, 5, len(data)), data.log_price)
    changed = later.copy()
    changed[keep] = False
    numbers, embedding, categories = data.inputs.numbers.copy(), data.inputs.embedding.copy(), data.inputs.categories.copy()
    numbers[changed], embedding[changed], categories[changed] = 1e6, 0.0, "spoiled"
    return Inputs(embedding, categories, numbers, data.inputs.years), log_price
