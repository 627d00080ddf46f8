from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.training.conftest import Market, market
from training.price_process import Variances, fit_process, fit_variances
from training.process_choice import choose_process
from training.rolling_origin import Origin, origins, random_origin
from training.segments import fit_segments

RETURNING = np.asarray([1.0, 1.6, 0.8, 1.6, 2.2, 1.4, 2.2, 2.8, 2.0, 2.8])
"""The level of the years 2012, 2013 …: what rises stays, while each third year is low and returns."""
STAYING = np.asarray([3.0, 3.0, 2.2, 2.2, 2.2, 1.4, 1.4, 1.4, 0.6, 0.6])


def priced(path: NDArray[np.float64]) -> Market:
    given = market(2_000)
    prices = path[np.floor(given.inputs.years).astype(int) - 2012] + np.random.default_rng(1).normal(0, 0.3, len(given))
    return replace(given, log_price=prices)


def cuts_of(given: Market) -> list[Origin]:
    return origins(given.inputs.years.astype(np.float64), given.projects, 5, 5_000)


def chosen(path: NDArray[np.float64]) -> Variances:
    given = priced(path)
    return choose_process(cuts_of(given), given.inputs, given.log_price, (0,))


def test_where_low_years_return_they_are_doubted() -> None:
    found = chosen(RETURNING)
    assert found.dips == 1.0 and found.trusting is not None and found.trusting.dips == 0.0


def test_the_level_that_was_chosen_foretells_a_low_year_as_one_that_returns() -> None:
    given = priced(RETURNING)
    rows = np.flatnonzero(given.inputs.years < 2021)  # ends with a low year
    taught = given.inputs.take(rows)
    segments = fit_segments(taught.categories, (0,))
    keys, years = segments.keys(taught.categories), taught.years.astype(np.float64)
    found = chosen(RETURNING)
    assert found.trusting is not None
    doubting, trusting = (fit_process(given.log_price[rows], years, keys, segments.sizes, one, 2) for one in (found, found.trusting))
    asked = np.asarray([2021.5]), [np.asarray([1])]
    assert abs(doubting.level(*asked)[0][0] - 2.8) < abs(trusting.level(*asked)[0][0] - 2.8) - 0.1


@pytest.mark.parametrize("path", [STAYING, np.linspace(0, 1, 10), np.zeros(10)], ids=["falls that stay", "a rise", "nothing"])
def test_elsewhere_every_year_is_trusted(path: NDArray[np.float64]) -> None:
    found = chosen(path)
    assert found.dips == 0.0 and found.trusting is None


def test_without_origins_in_time_nothing_is_asked_and_nothing_doubted() -> None:
    given = priced(RETURNING)
    years = given.inputs.years.astype(np.float64)
    segments = fit_segments(given.inputs.categories, (0,))
    plain = fit_variances(given.log_price, years, segments.keys(given.inputs.categories), 0.0)
    for cuts in ([], [random_origin(years, given.projects, 1, 5_000)]):
        found = choose_process(cuts, given.inputs, given.log_price, (0,))
        assert found.dips == 0.0 and np.array_equal(found.walk, plain.walk) and np.array_equal(found.constant, plain.constant)


def test_there_is_a_depth_per_column_of_the_segments_and_one_for_the_whole() -> None:
    given = priced(STAYING)
    assert [len(choose_process([], given.inputs, given.log_price, columns).walk) for columns in ((), (0,), (0, 1))] == [1, 2, 3]
