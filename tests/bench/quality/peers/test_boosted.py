"""Forests."""

from __future__ import annotations

import numpy as np

from bench.quality.peers.attribute_codes import AttributeCodes
from bench.quality.peers.boosted import boosted, boosted_quantiles
from tests.bench.quality.conftest import market


def test_a_forest_of_the_mean_answers_one_number_a_row() -> None:
    taught = market(400)
    codes = AttributeCodes.learn(taught)
    found = boosted(codes.matrix(taught), taught.log_price, codes.categorical, "regression", threads=1).predict(codes.matrix(taught))
    assert found.shape == (400,) and np.corrcoef(found, taught.log_price)[0, 1] > 0.8


def test_quantiles_ascend_and_hold_about_their_share() -> None:
    taught = market(600)
    codes = AttributeCodes.learn(taught)
    found = boosted_quantiles(codes.matrix(taught), taught.log_price, codes.categorical, threads=1).predict(codes.matrix(taught))
    assert found.shape == (600, 7) and (np.diff(found, axis=1) >= 0).all()
    assert 0.35 < np.mean(taught.log_price < found[:, 3]) < 0.65
