from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from training.simulate.facts import Facts, draw_facts
from training.simulate.values import DOMINANT_SHARE, SCORED_SHARE, draw_values
from valuation.five_values import SCORE_RANGE, VALUES


@pytest.fixture(scope="module")
def facts():
    return draw_facts(8_000, np.random.default_rng(8))


def truth(facts: Facts, value: str) -> NDArray[np.float64]:
    return draw_values(facts, np.random.default_rng(1)).truth[:, VALUES.index(value)]


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


def test_every_value_dominates_somewhere(facts):
    found = draw_values(facts, np.random.default_rng(1)).dominant
    assert min((found == value).mean() for value in VALUES) > 0.03


def test_science_is_ahead_in_young_work_and_economy_in_mature_work(facts):
    young, mature = (dataclasses.replace(facts, levels=np.full(len(facts), level)) for level in (2, 9))
    assert truth(young, "scientific").mean() > truth(mature, "scientific").mean() + 10
    assert truth(mature, "economic").mean() > truth(young, "economic").mean() + 10


def test_prospects_show_in_the_economic_value_alone(facts):
    better = dataclasses.replace(facts, market=facts.market + 1)
    assert (truth(better, "economic") >= truth(facts, "economic")).all()
    np.testing.assert_array_equal(truth(better, "cultural"), truth(facts, "cultural"))
