from __future__ import annotations

import numpy as np
import pytest

from training.simulate.dates import MONTHS, decimal_years, draw_days, share_until
from training.simulate.strata import LAST_DAY


def test_the_months_are_a_year():
    assert sum(MONTHS) == pytest.approx(1.0)
    assert share_until(np.datetime64("2025-06-30")) == pytest.approx(sum(MONTHS[:6]))
    assert share_until(np.datetime64("2025-12-31")) == 1.0


def test_days_stay_in_their_year_and_before_the_last_day():
    years = np.repeat([2012, 2026], 5_000)
    days = draw_days(years, np.random.default_rng(1))
    assert (days.astype("datetime64[Y]").astype(int) + 1970 == years).all()
    assert days.max() <= LAST_DAY


def test_december_is_the_busiest_month():
    days = draw_days(np.full(20_000, 2015), np.random.default_rng(1))
    months = np.bincount(days.astype("datetime64[M]").astype(int) % 12)
    assert months.argmax() == 11 and months[11] / len(days) == pytest.approx(MONTHS[11], abs=0.01)


def test_a_day_is_a_part_of_its_year():
    assert decimal_years(np.asarray(["2019-07-02"], dtype="datetime64[D]"))[0] == pytest.approx(2019.5, abs=0.01)
