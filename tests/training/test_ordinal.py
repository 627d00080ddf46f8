from __future__ import annotations

from typing import Any

import lightgbm as lgb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from training import ordinal
from training.ordinal import EVEN, fit_ordinal, fit_thresholds
from training.parameters import boosting

THRESHOLDS = np.asarray([-3.0, -2.2, -1.2, -0.5, 0.4, 1.1, 2.0, 3.1])


def simulated(n: int = 6_000, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Scores η and true levels of the cumulative logit model."""
    generator = np.random.default_rng(seed)
    eta = generator.normal(0, 1, n)
    return eta, 1 + (eta[:, None] + generator.logistic(0, 1, (n, 1)) > THRESHOLDS).sum(axis=1)


def exact(levels: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.column_stack([levels, levels])


def ranges(levels: NDArray[np.int64], seed: int = 1) -> NDArray[np.int64]:
    """Each level hidden in a random range of up to five."""
    generator = np.random.default_rng(seed)
    return np.column_stack([np.maximum(levels - generator.integers(0, 3, len(levels)), 1), np.minimum(levels + generator.integers(0, 3, len(levels)), 9)])


def stages(levels: NDArray[np.int64]) -> NDArray[np.int64]:
    """1-3, 4-6, 7-9."""
    low = 1 + 3 * ((levels - 1) // 3)
    return np.column_stack([low, low + 2])


def test_thresholds_are_recovered_from_exact_levels() -> None:
    eta, levels = simulated()
    assert np.abs(fit_thresholds(eta, exact(levels)) - THRESHOLDS).max() < 0.2


def test_thresholds_are_recovered_from_ranges() -> None:
    eta, levels = simulated()
    assert np.abs(fit_thresholds(eta, ranges(levels)) - THRESHOLDS).max() < 0.35


def test_disjoint_stages_give_the_thresholds_between_them_and_the_prior_spreads_the_rest() -> None:
    eta, levels = simulated()
    found = fit_thresholds(eta, stages(levels))
    assert np.abs(found[[2, 5]] - THRESHOLDS[[2, 5]]).max() < 0.15
    assert np.diff(found).min() > 0.2


def test_levels_ranges_and_stages_of_one_table_are_learned_together() -> None:
    eta, levels = simulated()
    labels = np.vstack([exact(levels[:2_000]), ranges(levels[2_000:4_000]), stages(levels[4_000:])])
    assert np.abs(fit_thresholds(eta, labels) - THRESHOLDS).max() < 0.3


@pytest.mark.parametrize("label", [(1, 9), (5, 5), (9, 9), (1, 1), (4, 6)])
def test_labels_that_do_not_tell_levels_apart_leave_mass_on_each_level_they_allow(label: tuple[int, int]) -> None:
    found = fit_thresholds(np.zeros(200), np.tile(np.asarray([label]), (200, 1)))
    mass = -np.diff(np.concatenate([[1], 1 / (1 + np.exp(found)), [0]]))
    allowed = mass[label[0] - 1 : label[1]]
    assert allowed.min() > 0.5 * allowed.sum() / len(allowed) and allowed.sum() > 0.95
    assert mass.min() > 1e-4


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 8), st.floats(-20, 20)), min_size=1, max_size=50))
@settings(max_examples=60, deadline=None)
def test_thresholds_always_ascend(rows: list[tuple[int, int, float]]) -> None:
    levels = np.asarray([(low, min(low + width, 9)) for low, width, _ in rows])
    found = fit_thresholds(np.asarray([eta for _, _, eta in rows]), levels)
    assert np.isfinite(found).all() and (np.diff(found) > 0).all()


def test_the_gradient_is_that_of_the_stated_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """The function handed to LightGBM, for every possible label, against numeric derivatives of its loss:
    −ln P(low ≤ level ≤ high) for the most part, and for a small part the mean of −ln P(level) over the range.
    """
    labels = [(low, high) for low in range(1, 10) for high in range(low, 10)]
    handed: list[Any] = []
    monkeypatch.setattr(lgb, "train", lambda parameters, *_: handed.append(parameters["objective"]))
    ordinal._boost(np.zeros((len(labels), 1), dtype=np.float32), np.asarray(labels), THRESHOLDS, {}, 1)

    def loss(eta: float) -> NDArray[np.float64]:
        cumulative = np.concatenate([[0], 1 / (1 + np.exp(eta - THRESHOLDS)), [1]])  # P(level ≤ k)
        mass = np.diff(cumulative)
        return np.asarray([-(1 - EVEN) * np.log(cumulative[high] - cumulative[low - 1]) - EVEN * np.log(mass[low - 1 : high]).mean() for low, high in labels])

    step = 1e-4
    for start in (-4.0, -0.7, 0.0, 1.3, 5.0):
        gradient, curvature = handed[0](np.full(len(labels), start), None)
        below, here, above = loss(start - step), loss(start), loss(start + step)
        assert np.abs(gradient - (above - below) / (2 * step)).max() < 1e-6
        assert np.abs(curvature - np.maximum((above - 2 * here + below) / step**2, 1e-3)).max() < 1e-4


@pytest.mark.parametrize("label", [exact, ranges, stages])
def test_trees_learn_the_maturity_of_a_text_from_any_kind_of_label(label: Any) -> None:
    generator = np.random.default_rng(3)
    rows = generator.normal(0, 1, (3_000, 3)).astype(np.float32)
    levels = 1 + (2.5 * rows[:, :1] + generator.logistic(0, 1, (3_000, 1)) > THRESHOLDS).sum(axis=1)
    model = fit_ordinal(rows, label(levels), boosting(7, 4, 0.15, 20, 1, 1), 60)
    ends = model.exceedance(np.asarray([[-2, 0, 0], [0, 0, 0], [2, 0, 0]], dtype=np.float32))
    assert (np.diff(ends, axis=1) <= 0).all() and (np.diff(ends, axis=0)[:, 2:6] > 0.05).all()
    expected = 1 + ends.sum(axis=1)
    assert expected[0] < 3.5 and 4 < expected[1] < 6 and expected[2] > 6.5
    assert (np.diff(model.exceedance(rows), axis=1) <= 0).all()
