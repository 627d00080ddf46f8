from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.price_losses import crps, pinball, winkler
from valuation.price import QUANTILES

NORMAL = np.asarray([-1.644853627, -1.281551566, -0.674489750, 0.0, 0.674489750, 1.281551566, 1.644853627])


def test_pinball_weighs_what_lies_above_by_the_level_and_what_lies_below_by_the_rest() -> None:
    quantiles = np.full((2, 7), 1.0)
    losses = pinball(np.asarray([3.0, 0.0]), quantiles)
    assert losses.shape == (2, 7)
    assert losses[0] == pytest.approx(2 * np.asarray(QUANTILES)) and losses[1] == pytest.approx(1 - np.asarray(QUANTILES))


def test_a_price_outside_the_interval_costs_twenty_times_its_distance() -> None:
    truth = np.asarray([0.5, 1.5, -0.25])
    assert winkler(truth, np.zeros(3), np.ones(3)) == pytest.approx([1, 1 + 20 * 0.5, 1 + 20 * 0.25])
    assert winkler(truth, np.zeros(3), np.ones(3), level=0.5) == pytest.approx([1, 1 + 4 * 0.5, 1 + 4 * 0.25])


def test_the_interval_score_is_the_pinball_of_its_ends() -> None:
    generator = np.random.default_rng(0)
    truth, quantiles = generator.normal(0, 2, 200), np.sort(generator.normal(0, 1, (200, 7)), axis=1)
    ends = pinball(truth, quantiles)[:, [0, -1]].sum(axis=1)
    assert winkler(truth, quantiles[:, 0], quantiles[:, -1]) == pytest.approx(20 * ends)


def test_crps_of_a_normal_forecast_is_within_two_percent_of_the_exact_one() -> None:
    truth = np.random.default_rng(1).normal(0, 1, 200_000)
    found = crps(truth, np.broadcast_to(NORMAL, (len(truth), 7))).mean()
    assert 0.975 / np.sqrt(np.pi) < found < 1 / np.sqrt(np.pi)


@given(st.floats(-5, 5), st.floats(-3, 3), st.floats(0.1, 5), st.floats(-4, 4))
def test_losses_follow_units_and_not_the_place_on_the_scale(truth: float, centre: float, scale: float, shift: float) -> None:
    y, quantiles = np.asarray([truth]), centre + NORMAL[None, :]
    assert crps(y + shift, quantiles + shift) == pytest.approx(crps(y, quantiles), abs=1e-9)
    assert crps(scale * y, scale * quantiles) == pytest.approx(scale * crps(y, quantiles), abs=1e-9)
    assert (pinball(y, quantiles) >= 0).all()


@given(st.floats(-5, 5))
def test_a_forecast_that_is_certain_and_right_costs_nothing_and_a_wrong_one_its_distance(off: float) -> None:
    certain = np.full((1, 7), 2.0)
    assert crps(np.asarray([2.0]), certain) == 0.0
    assert crps(np.asarray([2.0 + off]), certain) == pytest.approx(abs(off))
