"""The shrunk recent level."""

from __future__ import annotations

import numpy as np
import pytest

from bench.quality.peers.recent_level import RecentLevel
from tests.bench.quality.conftest import market


def test_a_thin_segment_lies_between_its_own_mean_and_the_wider_one() -> None:
    taught = market(400)
    taught.categories[:, 1] = "s"
    thin = np.flatnonzero((taught.years > 2008) & (taught.categories[:, 0] == "large"))[:2]
    taught.categories[thin, 1] = "n"
    taught.log_price[thin] += 3
    found = float(RecentLevel(10.0).fit(taught).predict(taught.take(thin))[0])
    wide = float(RecentLevel(1e9).fit(taught).predict(taught.take(thin))[0])
    own = float(taught.log_price[thin].mean())
    assert wide < found < own and found - wide < own - found


def test_without_strength_it_is_the_plain_mean_of_the_segment() -> None:
    taught = market(400)
    here = (taught.categories == ["small", "n"]).all(axis=1) & (taught.years > 2007.6)
    assert RecentLevel(0.0).fit(taught).predict(taught.take(here))[0] == pytest.approx(taught.log_price[here].mean())


def test_shrinking_is_towards_the_next_wider_segment() -> None:
    taught = market(600)
    kind = (taught.categories[:, 0] == "large") & (taught.years > 2007.6)
    here = kind & (taught.categories[:, 1] == "n")
    last = taught.take(taught.years > 2007.6)
    wider = (taught.log_price[kind].sum() + 10 * last.log_price.mean()) / (kind.sum() + 10)
    expected = (taught.log_price[here].sum() + 10 * wider) / (here.sum() + 10)
    assert RecentLevel(10.0).fit(taught).predict(taught.take(here))[0] == pytest.approx(expected)
