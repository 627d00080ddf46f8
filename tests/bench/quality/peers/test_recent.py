"""The last three years, and tables of nested segments."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.recent import SegmentTable, keys_of, recent
from tests.bench.quality.conftest import market


def test_only_the_last_three_years_count() -> None:
    contracts = market(300)
    contracts.years[:] += np.where(contracts.years < 2008, 0.0014, 0)  # as 1 July of a leap year lies
    assert set(np.floor(recent(contracts).years)) == {2008, 2009, 2010}


def test_keys_are_the_outermost_segments_first() -> None:
    contracts = market(5)
    assert keys_of(contracts, 0) == [()] * 5
    assert keys_of(contracts, 1) == [(kind,) for kind in contracts.categories[:, 0]]


def test_an_unknown_segment_takes_the_value_of_the_wider_one() -> None:
    table = SegmentTable(({(): 1.0}, {("small",): 2.0}, {("small", "n"): 3.0}))
    asked = market(3)
    asked.categories[:] = [["small", "n"], ["small", "west"], ["huge", "n"]]
    assert table.predict(asked).tolist() == [3.0, 2.0, 1.0]
