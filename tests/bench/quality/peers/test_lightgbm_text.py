"""LightGBM with texts."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.lightgbm_attributes import LightgbmAttributes
from bench.quality.peers.lightgbm_text import LightgbmText
from tests.bench.quality.conftest import market


def test_it_learns_what_a_word_is_worth() -> None:
    taught, asked = market(600), market(200, seed=1)
    reads = np.mean((LightgbmText(threads=1).fit(taught).predict(asked) - asked.log_price) ** 2)
    blind = np.mean((LightgbmAttributes("regression", threads=1).fit(taught).predict(asked) - asked.log_price) ** 2)
    assert reads < 0.8 * blind


def test_it_has_quantiles_of_its_own() -> None:
    assert LightgbmText(threads=1).fit_quantiles(market(200)).predict(market(50, seed=1)).shape == (50, 7)
