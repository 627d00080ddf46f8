"""Ridge on words and attributes."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.ridge import TextRidge
from tests.bench.quality.conftest import market


def test_it_learns_words_attributes_and_the_date() -> None:
    taught, asked = market(600), market(200, seed=1)
    assert np.mean((TextRidge().fit(taught).predict(asked) - asked.log_price) ** 2) < 1.4 * 0.2**2


def test_an_unknown_number_counts_as_the_mean() -> None:
    taught, asked = market(300), market(2, seed=1)
    fitted = TextRidge().fit(taught)
    asked = asked.take(np.asarray([0, 0]))
    asked.numbers[:, 0] = np.asarray([np.nan, np.nanmean(taught.numbers)])
    unknown, mean = fitted.predict(asked)
    assert abs(unknown - mean) < 1e-9
