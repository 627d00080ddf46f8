from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tests.training.conftest import Market, market
from training.index_choice import DAMPINGS, HALF_LIVES, choose_index
from training.rolling_origin import Origin, origins
from training.time_index import TimeIndexParameters

OPEN = TimeIndexParameters(half_life=-1.0, damping=-1.0)
RISING = np.linspace(0.0, 2.0, 11)
CALMEST = replace(OPEN, half_life=HALF_LIVES[0], damping=DAMPINGS[0])


def cuts_of(given: Market) -> list[Origin]:
    return origins(given.inputs.years.astype(np.float64), given.projects, 4, 5_000)


def chosen(path: NDArray[np.float64] | None, parameters: TimeIndexParameters = OPEN) -> TimeIndexParameters:
    """What is chosen where the price level follows a path over the years 2012, 2013 …"""
    given = market(3_000, noise=0.2)
    prices = np.random.default_rng(1).normal(0, 0.3, len(given))
    if path is not None:
        prices += np.interp(given.inputs.years, 2012 + np.arange(len(path)), path)
    return choose_index(cuts_of(given), given.inputs, prices, (0,), parameters)


def test_where_prices_stand_still_the_level_forgets_slowly_and_goes_on_flat() -> None:
    assert chosen(None) == CALMEST


def test_a_lasting_trend_is_followed() -> None:
    found = chosen(RISING)
    assert found.damping == max(DAMPINGS) and found.half_life == min(HALF_LIVES)


def test_what_is_given_is_kept() -> None:
    given = TimeIndexParameters(half_life=3.3, damping=0.77, shrinkage=4.0)
    assert chosen(RISING, given) == given
    assert chosen(RISING, replace(given, damping=-1.0)) == replace(given, damping=max(DAMPINGS))
    assert chosen(RISING, replace(given, half_life=-1.0)) == replace(given, half_life=min(HALF_LIVES))


def test_without_origins_in_time_the_calmest_is_taken() -> None:
    given = market(3_000)
    steep = given.inputs.years.astype(np.float64)
    assert choose_index([], given.inputs, steep, (0,), OPEN) == CALMEST
    stand_in = [replace(cut, random=True) for cut in cuts_of(given)]
    assert choose_index(stand_in, given.inputs, steep, (0,), OPEN) == CALMEST
