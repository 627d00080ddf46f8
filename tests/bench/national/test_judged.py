"""Figures against the truth, on rows made here."""

from __future__ import annotations

import numpy as np
import pytest

from bench.national.judged import judge_maturity, judge_prices, judge_scores
from bench.national.later import Later
from tests.bench.quality.conftest import answers

N = 4_000


def later(off: float = 0.0, refused: int = 0) -> Later:
    """Prices of spread 1 around their medians; the bundle is `off` in ln(price), sure of the true level, and orders the first value perfectly."""
    generator = np.random.default_rng(0)
    median = generator.normal(12, 2, N)
    level = generator.integers(1, 10, N)
    scores = generator.uniform(0, 100, (N, 5))
    told = np.full((N, 5), np.nan)
    told[:, 0], told[:, 1] = scores[:, 0] ** 3, generator.uniform(0, 100, N)
    point = median + off
    point[:refused] = np.nan
    sides = np.asarray([-1.645, -1.282, -0.674, 0.0, 0.674, 1.282, 1.645])
    levels = np.eye(9)[level - 1]
    return Later(2 * np.arange(N), median + generator.normal(0, 1, N), median, level, scores, point, point[:, None] + sides, levels, told)


def test_who_knows_the_true_median_is_at_the_floor_and_covers_ninety_in_a_hundred() -> None:
    floor, (own,) = judge_prices(later(), {}, np.asarray([], dtype=np.int64))
    assert floor == pytest.approx(1, abs=0.03) and own.to_floor == 1 and own.from_truth == 0 and abs(own.cover90 - 0.9) < 0.02
    _, (wrong,) = judge_prices(later(off=0.5), {}, np.asarray([], dtype=np.int64))
    assert wrong.from_truth == pytest.approx(0.5) and wrong.to_floor == pytest.approx(np.sqrt(1.25), abs=0.03)


def test_rivals_are_judged_on_the_very_rows_that_the_pipeline_answered() -> None:
    found = later(refused=100)
    places = np.concatenate([found.rows[::-1], [1]])  # another order, and a row that is not judged
    rival = answers(np.concatenate([found.median[::-1] + 1, [99.0]]))
    _, (own, other) = judge_prices(found, {"rival": rival}, places)
    assert own.n == other.n == N - 100 and other.name == "rival" and other.from_truth == pytest.approx(1)


def test_maturity_is_judged_by_the_median_level_and_its_stage() -> None:
    found = judge_maturity(later())
    assert (found.n, found.exact, found.within_one, found.stage) == (N, 1, 1, 1)
    spread = later()
    shifted = np.roll(np.eye(9), 1, axis=1)[spread.level - 1]  # one level too high, and 9 as 1
    moved = judge_maturity(Later(**{**vars(spread), "levels": shifted}))
    assert moved.exact == 0 and moved.within_one == pytest.approx(8 / 9, abs=0.02) and moved.stage == pytest.approx(6 / 9, abs=0.03)


def test_scores_are_judged_by_their_order_and_values_without_a_head_left_out() -> None:
    first, second = judge_scores(later())
    assert (first.value, second.value) == ("scientific", "technical") and first.rank_correlation == pytest.approx(1) and abs(second.rank_correlation) < 0.05
