from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from training.simulate.values import DOMINANT_SHARE, RATER_NOISE, RATERS, SCORED_SHARE, draw_values, true_scores
from valuation.five_values import SCORE_RANGE, VALUES


def test_scores_stay_in_their_range(facts):
    found = draw_values(facts, np.random.default_rng(1))
    for scores in (found.truth, found.scores[np.isfinite(found.scores)]):
        assert scores.min() >= SCORE_RANGE[0] and scores.max() <= SCORE_RANGE[1]


def test_a_share_is_scored_whole_and_a_share_is_judged(facts):
    found = draw_values(facts, np.random.default_rng(1))
    scored = np.isfinite(found.scores)
    assert (scored.all(axis=1) == scored.any(axis=1)).all()
    assert scored[:, 0].mean() == pytest.approx(SCORED_SHARE, abs=0.02)
    assert (found.dominant != "").mean() == pytest.approx(DOMINANT_SHARE, abs=0.02)


def test_recorded_scores_are_the_truth_with_the_noise_of_a_few_raters(facts):
    found = draw_values(facts, np.random.default_rng(1))
    inner = np.isfinite(found.scores) & (found.truth > 20) & (found.truth < 80)
    assert (found.scores - found.truth)[inner].std() == pytest.approx(RATER_NOISE / np.sqrt(RATERS), abs=0.3)


def test_every_value_dominates_somewhere(facts):
    found = draw_values(facts, np.random.default_rng(1)).dominant
    assert min((found == value).mean() for value in VALUES) > 0.03


def test_a_higher_grade_of_one_value_raises_that_value_alone(facts):
    better = dataclasses.replace(facts, grades=np.minimum(facts.grades + np.asarray([0, 0, 1, 0, 0]), 5))
    before, after = true_scores(facts), true_scores(better)
    moved = (after != before).any(axis=0)
    assert moved.tolist() == [value == "economic" for value in VALUES] and (after >= before).all()


def test_science_is_ahead_in_young_work_and_economy_in_mature_work(facts):
    young, mature = (true_scores(dataclasses.replace(facts, levels=np.full(len(facts), level))).mean(axis=0) for level in (2, 9))
    assert young[VALUES.index("scientific")] > mature[VALUES.index("scientific")] + 10
    assert mature[VALUES.index("economic")] > young[VALUES.index("economic")] + 10
