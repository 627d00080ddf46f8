from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.training.conftest import predictions
from training.as_served import LEAST, as_served
from training.calibration import USUAL, calibrate
from training.interval import NORMAL, Interval
from training.rolling_origin import OutOfTime

Array = NDArray[np.float64]


def rolled(n: int = 300) -> tuple[OutOfTime, Array]:
    """n predictions from each of 2018-2020, each row dated within two years of its origin, with quantiles half as wide as they should be; the years."""
    generator = np.random.default_rng(0)
    origin = np.repeat([2020.0, 2019.0, 2018.0], n)
    years = origin + generator.uniform(0, 2, 3 * n)
    centre = generator.normal(3, 1, 3 * n)
    truth = centre + generator.normal(0.2, 1, 3 * n)
    level = centre + generator.normal(0, 0.3, 3 * n)
    parts: dict[str, Array | float] = {
        "origin": origin,
        "ahead": years - origin,
        "level": level,
        "deviation": generator.uniform(0.1, 0.4, 3 * n),
        "mean": centre,
    }
    return predictions(truth, **parts, quantiles=centre[:, None] + 0.5 * NORMAL), years


def test_each_origin_is_calibrated_by_what_was_known_then_and_nothing_later() -> None:
    found, years = rolled()
    judged = as_served(found, years)
    here, known = found.origin == 2020, calibrate(found.take((found.origin < 2020) & (years < 2020)), random=False)
    now = found.take(here)
    assert np.array_equal(judged.quantiles[here], known.interval(0.0).served(now.quantiles, now.level, now.deviation, now.ahead))
    assert np.allclose(judged.mean[here], known.blend * now.mean + (1 - known.blend) * now.level)
    again = as_served(replace(found, truth=np.where(years >= 2020, found.truth + 9, found.truth)), years)
    assert np.array_equal(again.quantiles, judged.quantiles) and np.array_equal(again.mean, judged.mean)
    earlier = as_served(replace(found, truth=np.where(years < 2020, found.truth + 9, found.truth)), years)
    assert not np.array_equal(earlier.quantiles[here], judged.quantiles[here])


def test_the_first_origin_is_served_what_is_expected_before_any_is_seen() -> None:
    found, years = rolled()
    judged = as_served(found, years)
    first = found.origin == 2018
    assert not judged.calibrated[first].any() and judged.calibrated[~first].all()
    now = found.take(first)
    assert np.allclose(judged.mean[first], USUAL * now.mean + (1 - USUAL) * now.level)
    assert np.array_equal(judged.quantiles[first], Interval.raw(0.0, USUAL).served(now.quantiles, now.level, now.deviation, now.ahead))


def test_a_handful_of_older_predictions_calibrates_nothing() -> None:
    found, years = rolled()
    past = np.flatnonzero((found.origin < 2019) & (years < 2019))
    for kept, told in ((LEAST - 1, False), (LEAST, True)):
        chosen = found.origin >= 2019
        chosen[past[:kept]] = True
        judged = as_served(found.take(chosen), years)
        assert judged.calibrated[judged.found.origin == 2019].all() == told == judged.calibrated[judged.found.origin == 2019].any()


def test_nothing_is_served_for_nothing() -> None:
    found, years = rolled()
    judged = as_served(found.take(np.zeros(len(found), dtype=bool)), years)
    assert judged.quantiles.shape == (0, 7) and judged.mean.shape == judged.calibrated.shape == (0,)


@pytest.mark.parametrize("origin", [2019.0, 2020.0])
def test_calibration_brings_too_narrow_an_interval_nearer_to_what_it_says(origin: float) -> None:
    found, years = rolled(3_000)
    judged, here = as_served(found, years), found.origin == origin
    plain = Interval.raw(0.0, USUAL).served(found.quantiles, found.level, found.deviation, found.ahead)
    before, after = ((found.truth >= ends[:, 0]) & (found.truth <= ends[:, -1]) for ends in (plain, judged.quantiles))
    assert before[here].mean() + 0.03 < after[here].mean() < 0.92
