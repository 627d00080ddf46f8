from __future__ import annotations

import numpy as np
import pytest

from training.simulate.indicators import FLATTERY, INDICATORS, SHARES, draw_indicators
from valuation.five_values import VALUES


@pytest.fixture(scope="module")
def found(facts):
    return draw_indicators(facts, np.random.default_rng(3))


def test_every_indicator_speaks_of_a_value_and_is_known_at_its_share(found):
    assert set(INDICATORS) == set(SHARES) and set(INDICATORS.values()) == set(VALUES)
    assert np.isfinite(found.truth).mean(axis=0) == pytest.approx(list(SHARES.values()), abs=0.02)
    assert (np.isfinite(found.truth) == np.isfinite(found.recorded)).all()


@pytest.mark.parametrize("name", INDICATORS)
def test_its_number_grows_with_the_grade_of_its_value(facts, found, name):
    truth, grade = found.truth[:, list(INDICATORS).index(name)], facts.grades[:, VALUES.index(INDICATORS[name])]
    assert np.nanmedian(truth[grade == 5]) > np.nanmedian(truth[grade == 3]) > np.nanmedian(truth[grade == 1])


def test_what_a_holder_states_of_itself_flatters(found):
    ratio = np.log(found.recorded[:, 1:] / found.truth[:, 1:])
    assert np.nanmedian(ratio[found.grades == "D"]) == pytest.approx(FLATTERY, abs=0.03)
    assert np.nanmedian(ratio[found.grades == "A"]) == pytest.approx(0.0, abs=0.01)


def test_a_percentile_stays_one(found):
    assert np.nanmin(found.recorded[:, 0]) > 0 and np.nanmax(found.recorded[:, 0]) <= 99
