from __future__ import annotations

import time
from pathlib import Path

import pytest

from models.load import load_bundle
from models.predictions import Predictions
from models.scorer import Scorer
from training.latency import BATCH, measure_latency
from valuation.features import Columns


class Busy(Scorer):
    """Takes five milliseconds of CPU more a batch."""

    def score(self, columns: Columns) -> Predictions:
        end = time.process_time() + 0.005
        while time.process_time() < end:
            pass
        return super().score(columns)


class Asleep(Scorer):
    """Waits, but works no more than any other."""

    def score(self, columns: Columns) -> Predictions:
        time.sleep(0.02)
        return super().score(columns)


@pytest.fixture(scope="module")
def plain(tiny_bundle: Path) -> Scorer:
    return Scorer(load_bundle(tiny_bundle))


def test_a_slower_bundle_is_measured_as_slower(plain: Scorer, tiny_bundle: Path) -> None:
    found = measure_latency(Busy(load_bundle(tiny_bundle)), plain, turns=5)
    assert found.champion is not None and found.ratio is not None
    assert found.challenger - found.champion > 0.8 * 5_000 / BATCH and found.ratio > 1.2


def test_it_is_cpu_time_that_counts(plain: Scorer, tiny_bundle: Path) -> None:
    found = measure_latency(Asleep(load_bundle(tiny_bundle)), None, turns=3)
    assert 0 < found.challenger < 20_000 / BATCH * 0.9 + measure_latency(plain, None, turns=3).challenger
    assert found.champion is None and found.ratio is None
