from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuation.perfect_ratio import perfect_cod, perfect_prd, perfect_prices
from valuation.ratio_study import cod, median_ratio, prb, prd, vei


def market(n: int, sigma: float, spread: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Values of a perfect median model and prices around them."""
    generator = np.random.default_rng(seed)
    values = np.exp(generator.normal(12, spread, n))
    return values, values * np.exp(generator.normal(0, sigma, n))


def test_a_perfect_model_at_residual_038_and_spread_04_shows_the_published_values() -> None:
    values, prices = market(40_000, 0.38, 0.4, 1)
    dealt = next(perfect_prices(values, prices, 1, seed=2))
    for column in (prices, dealt):  # the model itself is perfect, and so is what is dealt out from it
        assert prd(values, column) == pytest.approx(1.16, abs=0.01)
        assert prb(values, column) == pytest.approx(-0.27, abs=0.01)
        assert vei(values, column) == pytest.approx(-57, abs=2.5)


def test_the_closed_forms_are_what_the_simulation_gives() -> None:
    for sigma in (0.2, 0.38, 0.6):
        values, prices = market(60_000, sigma, 0.5, 3)
        assert cod(values, prices) == pytest.approx(perfect_cod(sigma), rel=0.015)
        assert prd(values, prices) == pytest.approx(perfect_prd(sigma), rel=0.015)
    assert perfect_cod(0.0) == 0.0 and perfect_prd(0.0) == 1.0


def test_bias_of_the_model_does_not_reach_its_perfect_twin() -> None:
    honest, prices = market(20_000, 0.3, 0.8, 4)
    shrunk = honest**0.8 * np.exp(0.2 * 12)  # plays differences down
    for values, off in ((honest, False), (shrunk, True)):
        perfect = float(np.median([prb(values, column) for column in perfect_prices(values, prices, 20, seed=5)]))
        assert (prb(values, prices) < perfect - 0.05) is off


@given(st.integers(1, 60), st.integers(0, 100))
def test_the_residuals_are_dealt_out_whole_and_brought_to_their_median(n: int, seed: int) -> None:
    values, prices = market(n, 0.5, 0.5, seed)
    dealt = list(perfect_prices(values, 3 * prices, 2, seed))
    factors = np.sort(prices / values)
    for column in dealt:
        assert np.allclose(np.sort(column / values), factors / np.median(factors))
        assert n % 2 == 0 or median_ratio(values, column) == pytest.approx(1)
    again = list(perfect_prices(values, 3 * prices, 2, seed))
    assert all(np.array_equal(one, other) for one, other in zip(dealt, again, strict=True))
