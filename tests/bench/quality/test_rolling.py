"""Rolling origins of the rivals, and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.quality.peers.recent_level import RecentLevel
from bench.quality.rolling import HORIZON, LEAST_ASKED, LEAST_TAUGHT, ORIGINS, conformal, cuts, residuals
from tests.bench.quality.conftest import market
from valuation.field_error import FieldError
from valuation.price import QUANTILES


def test_nothing_taught_is_later_than_what_is_asked_and_no_project_stands_on_both_sides() -> None:
    contracts = market(900)
    found = list(cuts(contracts))
    assert len(found) == ORIGINS
    for taught, asked in found:
        assert contracts.years[taught].max() < contracts.years[asked].min()
        assert contracts.years[asked].max() - np.floor(contracts.years[asked].min()) < HORIZON
        assert not set(contracts.projects[taught]) & set(contracts.projects[asked])
        assert len(taught) >= LEAST_TAUGHT and len(asked) >= LEAST_ASKED


def test_a_year_with_too_few_contracts_is_passed_over() -> None:
    contracts = market(1_500)
    kept = (np.floor(contracts.years) != 2010) | (np.arange(1_500) % 20 == 0)
    assert [float(np.floor(contracts.take(kept).years[asked].min())) for _, asked in cuts(contracts.take(kept))] == [2009, 2008, 2007, 2006, 2005]


def test_too_few_years_are_told() -> None:
    with pytest.raises(FieldError, match="years"):
        residuals(RecentLevel(), market(150))


def test_residuals_hold_the_drift_of_the_years_ahead() -> None:
    drifting = market(3_000, noise=0.01)
    drifting.log_price[:] = drifting.years - 2000
    assert 1.5 < residuals(RecentLevel(), drifting).mean() < 3.5


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=40, max_value=400), st.integers(min_value=0, max_value=9))
def test_conformal_quantiles_ascend_and_hold_their_share_of_the_residuals(count: int, seed: int) -> None:
    left = np.random.default_rng(seed).standard_normal(count)
    found = conformal(np.zeros(1), left)[0]
    assert (np.diff(found) >= 0).all()
    inside = np.mean((left >= found[0]) & (left <= found[-1]))
    assert 0.9 - 2 / count <= inside <= 0.9 + 6 / count
    assert found[QUANTILES.index(0.5)] == pytest.approx(np.median(left))


def test_quantiles_move_with_the_mean() -> None:
    left = np.random.default_rng(0).standard_normal(200)
    np.testing.assert_allclose(conformal(np.asarray([3.0]), left), 3 + conformal(np.zeros(1), left))


def test_the_ends_stand_one_row_further_out_than_the_plain_quantiles() -> None:
    left = np.arange(101.0)
    found = conformal(np.zeros(1), left)[0]
    assert found[0] == pytest.approx(5 - 0.45 * 100 / 101) and found[-1] == pytest.approx(95 + 0.45 * 100 / 101)
