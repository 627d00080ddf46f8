from __future__ import annotations

import numpy as np

from training.calibration import calibrate
from training.rolling_origin import OutOfTime, blend_weight, conformal_shifts


def found() -> OutOfTime:
    generator = np.random.default_rng(0)
    truth = generator.normal(3, 1, 300)
    origin = np.repeat([2017.0, 2016.0, 2015.0], 100)
    noise = generator.normal(0, 1, (300, 4))
    return OutOfTime(np.arange(300), origin, np.full(300, 0.5), truth, truth + noise[:, 0], truth + noise[:, 1], noise[:, 2:3] + np.arange(7.0), truth, truth)


def test_calibration_holds_blend_and_shifts_of_the_predictions_it_rests_on() -> None:
    made = calibrate(found(), random=False)
    assert made.blend == blend_weight(found()) and np.array_equal(made.shifts, conformal_shifts(found()))
    assert made.lead == 0.5
    assert len(made.found) == 300


def test_it_says_which_years_it_rests_on() -> None:
    assert calibrate(found(), random=False).described == "300 predictions from rolling origins at 2015, 2016, 2017, each by a model of the years before it"


def test_it_admits_that_a_random_part_shows_no_drift() -> None:
    assert "no drift is in them" in calibrate(found(), random=True).described
