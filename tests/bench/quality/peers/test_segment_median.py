"""The recent median of the segment."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.segment_median import SegmentMedian
from tests.bench.quality.conftest import market


def test_it_is_the_median_of_the_last_three_years_in_the_segment() -> None:
    taught = market(400)
    here = (taught.categories == ["large", "s"]).all(axis=1)
    expected = np.median(taught.log_price[here & (taught.years > 2007.6)])
    assert SegmentMedian().fit(taught).predict(taught.take(here))[0] == expected


def test_older_prices_and_prices_asked_change_nothing() -> None:
    taught, asked = market(400), market(20, seed=1)
    before = SegmentMedian().fit(taught).predict(asked)
    taught.log_price[taught.years < 2007] += 5
    asked.log_price[:] = 0
    assert (SegmentMedian().fit(taught).predict(asked) == before).all()
