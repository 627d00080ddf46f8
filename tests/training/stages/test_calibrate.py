from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from training.context import Context
from training.rolling_origin import random_origin
from training.stages import calibrate
from valuation.features import decimal_years


def test_the_price_head_carries_what_rolling_origins_found(tiny_run: Context) -> None:
    found, price = tiny_run.calibration, tiny_run.heads.price
    assert found is not None and price is not None
    assert np.allclose(price.interval.scales, found.scales)
    assert price.interval.blend == found.blend and price.interval.last == price.frame.index.last
    assert not found.random and np.abs(found.scales - 1).max() > 0


def test_a_random_fifth_of_the_projects_is_the_second_view(tiny_run: Context) -> None:
    assert tiny_run.calibration is not None
    second, corpus = tiny_run.calibration.random_view, tiny_run.corpus
    years, projects = decimal_years(corpus.columns.dates[corpus.priced]), corpus.projects[corpus.priced]
    assert second is not None and not second.ahead.any()
    cut = random_origin(years, projects, tiny_run.parameters.seed, tiny_run.parameters.price.origin_rows)
    assert np.array_equal(second.rows, cut.test) and np.array_equal(second.truth, np.log(corpus.amounts[corpus.priced][cut.test]))
    assert np.mean((second.mean - second.truth) ** 2) < np.var(second.truth)


def test_it_rests_on_rows_behind_their_origin_and_on_every_one_of_them(tiny_run: Context) -> None:
    assert tiny_run.calibration is not None
    found, years = tiny_run.calibration.found, decimal_years(tiny_run.corpus.columns.dates[tiny_run.corpus.priced])
    assert (years[found.rows] >= found.origin).all()
    assert len(found) == sum(len(cut.test) for cut in tiny_run.cuts)
    assert np.array_equal(found.truth, np.log(tiny_run.corpus.amounts[tiny_run.corpus.priced][found.rows]))


def test_a_random_cut_is_marked_as_such(finished: Context, said: Callable[[Context], str]) -> None:
    years = decimal_years(finished.corpus.columns.dates[finished.corpus.priced])
    finished.cuts = [random_origin(years, finished.corpus.projects[finished.corpus.priced], 1, 5_000)]
    calibrate.run(finished)
    assert finished.calibration is not None and finished.calibration.random and finished.heads.price is not None
    interval = finished.heads.price.interval
    assert np.allclose(interval.scales, finished.calibration.scales, atol=1e-6)
    assert finished.calibration.random_view is None  # it is the first one already
    assert f"{len(finished.calibration.found):,} predictions" in said(finished)


def test_without_a_price_head_or_a_cut_nothing_is_calibrated(finished: Context) -> None:
    heads = finished.heads
    finished.cuts = []
    calibrate.run(finished)
    assert finished.calibration is None and finished.heads is heads
    finished.heads = replace(heads, price=None)
    calibrate.run(finished)
    assert finished.calibration is None
