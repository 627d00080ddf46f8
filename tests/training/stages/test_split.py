from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from training.context import Context
from training.corpus import merge
from training.stages import split
from valuation.features import decimal_years
from valuation.field_error import FieldError


def test_the_cuts_are_rolling_origins_over_the_priced_rows(finished: Context) -> None:
    split.run(finished)
    rows = finished.corpus.priced
    years, projects = decimal_years(finished.corpus.columns.dates[rows]), finished.corpus.projects[rows]
    assert [cut.year for cut in finished.cuts] == [2023, 2022]  # SMALL asks for two
    for cut in finished.cuts:
        assert years[cut.train].max() < cut.year <= years[cut.test].min()
        assert not set(projects[cut.train]) & set(projects[cut.test])


def test_the_rows_that_teach_an_origin_are_bounded(finished: Context) -> None:
    finished.parameters = finished.parameters.updated({"price": {"origin_rows": 250, "origins": 1}})
    split.run(finished)
    assert [len(cut.train) for cut in finished.cuts] == [250]


def test_too_few_prices_are_refused_with_their_number(finished: Context) -> None:
    few = finished.corpus.amounts.copy()
    few[finished.corpus.priced[99:]] = np.nan
    finished.corpus = replace(finished.corpus, amounts=few)
    with pytest.raises(FieldError, match=r"fewer than 100 rows have a price \(value: '99'\)"):
        split.run(finished)
    few[finished.corpus.priced[0]] = np.nan
    enough = few.copy()
    enough[np.flatnonzero(np.isnan(few))[:2]] = 5.0
    finished.corpus = replace(finished.corpus, amounts=enough)
    split.run(finished)


def test_data_of_a_single_year_are_parted_at_random_and_say_so(finished: Context, said: Callable[[Context], str]) -> None:
    days = np.where(np.isnan(finished.corpus.amounts), np.datetime64("NaT"), np.datetime64("2023-03-01"))
    finished.corpus = replace(finished.corpus, columns=replace(finished.corpus.columns, dates=days.astype("datetime64[D]")))
    split.run(finished)
    assert [cut.random for cut in finished.cuts] == [True]
    assert "a random fifth, too few years" in said(finished)
    whole = len(finished.cuts[0].train) + len(finished.cuts[0].test)
    finished.parameters = finished.parameters.updated({"price": {"origin_rows": 250}})
    split.run(finished)
    assert whole == len(finished.corpus.priced) > 250 == len(finished.cuts[0].train) + len(finished.cuts[0].test)


def test_without_prices_there_is_nothing_to_cut(finished: Context, said: Callable[[Context], str]) -> None:
    finished.corpus = merge(finished.corpus.tables[1:])
    split.run(finished)
    assert finished.cuts == [] and "no prices" in said(finished)
