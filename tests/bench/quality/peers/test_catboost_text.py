"""CatBoost, where the bench extra is installed: `make test-slow` sees to that."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from bench.quality.peers.catboost_text import CatboostText
from bench.quality.roster import rival
from tests.bench.quality.conftest import market


def test_naming_it_does_not_load_its_package() -> None:
    assert rival("catboost-mae").load() == CatboostText("MAE")
    assert "catboost" not in sys.modules


@pytest.mark.slow
@pytest.mark.parametrize("loss", ["RMSE", "MAE"])
def test_it_learns_what_a_word_is_worth(loss: str) -> None:
    taught, asked = market(600), market(200, seed=1)
    fitted = CatboostText(loss, threads=1).fit(taught)
    before = fitted.predict(asked)
    assert np.mean((before - asked.log_price) ** 2) < 1.8 * 0.2**2
    asked.log_price[:] = 0
    assert (fitted.predict(asked) == before).all()
