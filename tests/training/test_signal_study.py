from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import f1_score, log_loss

from training.signal_study import macro_f1, reliability, signal_figures, signal_study

SAID = np.asarray([[0.7, 0.2, 0.1], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]])
TRUE = np.asarray([0, 1, 1, 0])


def drawn(seed: int, n: int, classes: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    generator = np.random.default_rng(seed)
    return generator.dirichlet(np.ones(classes), n), generator.integers(0, classes, n)


def test_figures_of_four_rows_by_hand() -> None:
    found = signal_figures(SAID, TRUE)
    assert found.accuracy == 0.5
    assert found.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 0) / 3)  # hits 1, 1, 0; named 2, 1, 1; true 2, 2, 0
    assert found.log_loss == pytest.approx(-np.log([0.7, 0.3, 0.8, 0.2]).mean())
    assert found.brier == pytest.approx((0.14 + 0.86 + 0.06 + 1.04) / 4)
    # said 0.7 right, 0.6 wrong, 0.8 right, 0.6 wrong: bins (0.5, 0.6], (0.6, 0.7], (0.7, 0.8]
    assert found.calibration_error == pytest.approx((0.3 + 2 * 0.6 + 0.2) / 4)


def test_the_reliability_table_of_four_rows_by_hand() -> None:
    table = reliability(SAID, TRUE)
    assert [(one.low, one.high, one.n, one.right) for one in table] == [(0.5, 0.6, 2, 0.0), (0.6, 0.7, 1, 1.0), (0.7, 0.8, 1, 1.0)]
    assert [one.said for one in table] == pytest.approx([0.6, 0.7, 0.8])


def test_the_rival_answers_the_shares_of_the_classes() -> None:
    study = signal_study(SAID, TRUE, np.asarray([0.5, 0.4, 0.1]))
    assert study.n == 4 and study.prior.accuracy == 0.5 and study.prior.macro_f1 == pytest.approx(2 * 2 / 6 / 3)
    assert study.prior.log_loss == pytest.approx(-(2 * np.log(0.5) + 2 * np.log(0.4)) / 4)
    figures = study.figures()
    assert figures["signals.judged"] == 4 and figures["signals.log_loss"] == study.model.log_loss and figures["signals.prior.brier"] == study.prior.brier


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(2, 5))
def test_figures_agree_with_those_of_sklearn(seed: int, n: int, classes: int) -> None:
    said, true = drawn(seed, n, classes)
    found = signal_figures(said, true)
    named = said.argmax(axis=1)
    assert found.macro_f1 == pytest.approx(f1_score(true, named, average="macro", labels=range(classes), zero_division=0))
    assert found.log_loss == pytest.approx(log_loss(true, said, labels=range(classes)), rel=1e-6)
    assert 0 <= found.calibration_error <= 1 and 0 <= found.brier <= 2


def test_honest_probabilities_have_next_to_no_calibration_error_and_overconfident_ones_do() -> None:
    generator = np.random.default_rng(1)
    said = generator.dirichlet([1, 1, 1], 20_000)
    true = (said.cumsum(axis=1) < generator.random(20_000)[:, None]).sum(axis=1)
    assert signal_figures(said, true).calibration_error < 0.02
    sharp = said**4 / (said**4).sum(axis=1, keepdims=True)
    assert signal_figures(sharp, true).calibration_error > 0.15 and signal_figures(sharp, true).accuracy == signal_figures(said, true).accuracy


def test_certainty_falls_into_the_last_bin_and_no_rows_give_no_figures() -> None:
    assert [(one.high, one.n) for one in reliability(np.asarray([[1.0, 0.0]]), np.asarray([0]))] == [(1.0, 1)]
    assert np.isnan(signal_figures(np.zeros((0, 2)), np.zeros(0, dtype=np.int64)).log_loss)
    assert np.isfinite(signal_figures(np.asarray([[1.0, 0.0]]), np.asarray([1])).log_loss)  # the impossible is costly, not infinite


def test_a_class_nobody_names_or_has_counts_as_nothing() -> None:
    assert macro_f1(np.asarray([0, 0]), np.asarray([0, 0]), 2) == 0.5
