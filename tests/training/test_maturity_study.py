from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

from training.maturity_study import maturity_figures, maturity_study, quadratic_kappa, spread
from valuation.maturity import median_level

TWO = np.asarray([[1, 1, 0.8, 0.4, 0.1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1, 0.9]])
"""Levels 3-6 with 0.2, 0.4, 0.3, 0.1: median 4; level 8 with 0.1 and 9 with 0.9: median 9."""


def certain(*levels: int) -> NDArray[np.float64]:
    """P(level > 1 … 8) of one who is sure."""
    return (np.asarray(levels)[:, None] > np.arange(1, 9)[None, :]).astype(np.float64)


def labels(*ranges: tuple[int, int]) -> NDArray[np.int64]:
    return np.asarray(ranges, dtype=np.int64)


def test_ranges_by_hand() -> None:
    found = maturity_figures(TWO, labels((5, 6), (4, 8)))
    assert found.mean_error == 1.0 and found.inside_label == 0.0 and found.within_one == 1.0
    assert found.band == 1.0  # 4 is in the band of 5-6; 9 is in the third, which 4-8 touches with 7-8
    assert found.log_loss == pytest.approx(-(np.log(0.4) + np.log(0.1)) / 2)


def test_a_band_is_right_where_the_range_touches_it() -> None:
    def band(level: int, low: int, high: int) -> float:
        return maturity_figures(certain(level), labels((low, high))).band

    assert band(3, 1, 1) == band(3, 3, 4) == band(9, 4, 7) == band(5, 1, 9) == 1
    assert band(4, 1, 3) == band(6, 7, 9) == band(1, 4, 9) == 0


def test_exact_levels_by_hand() -> None:
    found = maturity_figures(TWO, labels((4, 4), (7, 7)))
    assert found.mean_error == 1.0 and found.inside_label == 0.5 and found.within_one == 0.5 and found.band == 1.0
    steps = np.asarray([[0, 0, 0.2, 0.4, 0.1, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 0.9]])
    assert found.ranked_score == pytest.approx((steps**2).mean())
    assert found.kappa == pytest.approx(1 - (0 + 4) / 2 / (6.25 + 2.25 + 1))


def test_the_ranked_score_of_a_range_is_best_for_the_uniform_distribution_over_it() -> None:
    even = np.asarray([[1, 1, 1, 2 / 3, 1 / 3, 0, 0, 0]])
    assert maturity_figures(even, labels((4, 6))).ranked_score == pytest.approx(0)
    assert maturity_figures(certain(5), labels((4, 6))).ranked_score == pytest.approx((1 / 9 + 1 / 9) / 8)
    assert maturity_figures(certain(9), labels((1, 1))).ranked_score == 1.0


def test_the_rival_answers_the_mean_of_the_labels_that_taught() -> None:
    study = maturity_study(TWO, labels((4, 4), (9, 9)), labels((1, 2), (4, 4), (4, 4), (4, 5)))
    # 1, 2: 1/8 each; 4: 5/8; 5: 1/8, so its median is 4
    assert study.n == 2 and study.prior.mean_error == 2.5 and study.prior.kappa == pytest.approx(0, abs=1e-12)
    assert study.prior.log_loss == pytest.approx(-(np.log(5 / 8) + np.log(1e-12)) / 2)
    assert study.model.mean_error == 0


def test_exact_labels_are_judged_apart_where_there_are_enough_of_both() -> None:
    exact, ranged = [(at % 9 + 1,) * 2 for at in range(30)], [(1, 3)] * 10
    all_levels = np.asarray([one[0] for one in exact + ranged])
    mixed = maturity_study(certain(*all_levels), labels(*exact, *ranged), labels((1, 9)))
    assert mixed.exact is not None and mixed.exact.inside_label == 1 and mixed.exact.kappa == 1
    assert maturity_study(certain(*all_levels[:30]), labels(*exact), labels((1, 9))).exact is None
    assert maturity_study(certain(*all_levels[25:]), labels(*exact[25:], *ranged), labels((1, 9))).exact is None
    figures = mixed.figures()
    assert figures["maturity.judged"] == 40 and figures["maturity.exact.kappa"] == 1 and figures["maturity.prior.band"] == mixed.prior.band
    assert set(figures) > {"maturity.log_loss", "maturity.inside_label", "maturity.mean_error", "maturity.within_one", "maturity.ranked_score"}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=2, max_size=40))
def test_on_exact_levels_kappa_is_cohens(pairs: list[tuple[int, int]]) -> None:
    named, true = np.asarray([one for one, _ in pairs]), np.asarray([other for _, other in pairs])
    if len(set(named) | set(true)) == 1:
        assert np.isnan(quadratic_kappa(named, true.astype(np.float64)))
    else:
        expected = cohen_kappa_score(true, named, labels=range(1, 10), weights="quadratic")
        assert quadratic_kappa(named, true.astype(np.float64)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10_000)), min_size=1, max_size=20))
def test_figures_stay_in_their_bounds_and_a_wider_label_is_never_harder(rows: list[tuple[int, int, int]]) -> None:
    levels = np.asarray([sorted(one[:2]) for one in rows])
    exceedance = np.asarray([1 - np.random.default_rng(seed).dirichlet(np.ones(9)).cumsum()[:8] for _, _, seed in rows])
    found, wider = maturity_figures(exceedance, levels), maturity_figures(exceedance, np.column_stack([np.ones(len(rows), dtype=np.int64), levels[:, 1]]))
    assert 0 <= found.inside_label <= found.within_one <= 1 and 0 <= found.ranked_score <= 1 and 0 <= found.band <= 1
    assert wider.mean_error <= found.mean_error and wider.log_loss <= found.log_loss + 1e-12 and wider.band >= found.band
    assert found.mean_error <= np.abs(median_level(exceedance) - levels.mean(axis=1)).mean()


def test_a_range_spreads_over_its_levels_and_no_rows_give_no_figures() -> None:
    assert spread(labels((2, 3), (9, 9))).tolist() == [[0, 0.5, 0.5, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 1]]
    assert np.isnan(maturity_figures(np.zeros((0, 8)), np.zeros((0, 2), dtype=np.int64)).mean_error)
