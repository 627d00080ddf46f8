"""LightGBM without texts."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.lightgbm_attributes import LightgbmAttributes
from tests.bench.quality.conftest import market

PEER = LightgbmAttributes("regression", True, threads=1)


def test_it_learns_attributes_and_reads_no_text() -> None:
    taught, asked = market(600), market(200, seed=1)
    fitted = PEER.fit(taught)
    before = fitted.predict(asked)
    asked.text[:] = "laser laser"
    assert (fitted.predict(asked) == before).all()
    assert np.mean((before - asked.log_price) ** 2) < 0.6 * np.var(asked.log_price)


def test_it_never_looks_at_the_price_asked_and_repeats_itself() -> None:
    taught, asked = market(300), market(50, seed=1)
    before = PEER.fit(taught).predict(asked)
    asked.log_price[:] = 0
    assert (PEER.fit(taught).predict(asked) == before).all()


def test_it_has_quantiles_of_its_own() -> None:
    assert PEER.fit_quantiles(market(300)).predict(market(50, seed=1)).shape == (50, 7)
