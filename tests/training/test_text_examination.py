from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.predictions import Predictions
from training.maturity_study import maturity_figures
from training.text_examination import LEAST_ROWS, examine_text

N = 60
GENERATOR = np.random.default_rng(0)
LEVELS = np.repeat(GENERATOR.integers(1, 10, N)[:, None], 2, axis=1).astype(np.int8)
SCORES = np.full((N, 5), np.nan)
SCORES[:, 2] = np.linspace(10, 90, N)
DOMINANT = np.asarray(["economic", "cultural", ""] * (N // 3))
EXCEEDANCE = np.sort(GENERATOR.random((N, 8)), axis=1)[:, ::-1]
ECONOMIC = np.where(DOMINANT == "economic", 0.8, 0.3)
FOUND = Predictions(
    price_point=None,
    price=None,
    maturity=EXCEEDANCE,
    scores={"economic": SCORES[:, 2][:, None] + np.asarray([-5.0, 1.0, 5.0])},
    signals={"economic": ECONOMIC, "cultural": 1 - ECONOMIC},
    embedding=np.zeros((N, 1), dtype=np.float32),
    refusals=[None] * N,
)


def test_each_head_is_judged_on_the_rows_that_have_its_label() -> None:
    figures = examine_text(FOUND, LEVELS, SCORES, DOMINANT)
    assert figures["maturity.judged"] == N and figures["score.economic.judged"] == N and figures["signals.judged"] == 2 * N // 3
    assert figures["maturity.mean_error"] == maturity_figures(EXCEEDANCE, LEVELS.astype(np.int64)).mean_error
    assert figures["score.economic.cover90"] == 1 and figures["score.economic.rank_correlation"] == pytest.approx(1)
    assert figures["signals.accuracy"] == 1 and figures["signals.prior.accuracy"] == 0.5


def test_rows_that_were_refused_are_not_judged() -> None:
    maturity, signals = EXCEEDANCE.copy(), {name: values.copy() for name, values in FOUND.signals.items()}
    maturity[:10] = np.nan
    for values in signals.values():
        values[:9] = np.nan
    figures = examine_text(replace(FOUND, maturity=maturity, signals=signals), LEVELS, SCORES, DOMINANT)
    assert figures["maturity.judged"] == N - 10 and figures["signals.judged"] == 2 * (N - 9) // 3


def test_a_head_that_is_absent_or_has_few_labels_has_no_figures() -> None:
    assert examine_text(replace(FOUND, maturity=None, scores={}, signals={}), LEVELS, SCORES, DOMINANT) == {}
    few = np.arange(N) >= LEAST_ROWS - 1
    levels, scores, dominant = LEVELS.copy(), SCORES.copy(), DOMINANT.copy()
    levels[few], scores[few], dominant[few] = 0, np.nan, ""
    assert examine_text(FOUND, levels, scores, dominant) == {}
