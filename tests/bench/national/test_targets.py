"""Each target holds exactly where its figure says so."""

from __future__ import annotations

from dataclasses import replace

from bench.national.anomalies import AnomaliesJudged
from bench.national.judged import MaturityJudged, PriceJudged, ScoreJudged
from bench.national.targets import national_targets

PRICE = PriceJudged("this pipeline", 1_000, 1.09, 1.09, 0.4, 0.90, 3.3)
MATURITY = MaturityJudged(1_000, 0.6, 0.9, 0.85)
SCORES = (ScoreJudged("scientific", 1_000, 0.9), ScoreJudged("social", 1_000, 0.81))
ANOMALIES = AnomaliesJudged({"split": (9, 10)}, 0.9, 1_000, 0.005)


def test_all_hold_where_all_figures_are_good() -> None:
    assert all(target.holds for target in national_targets(1.0, PRICE, MATURITY, SCORES, ANOMALIES))


def test_each_figure_out_of_bounds_misses_its_own_target_and_no_other() -> None:
    worse = (
        (replace(PRICE, to_floor=1.11), MATURITY, SCORES, ANOMALIES),
        (replace(PRICE, cover90=0.93), MATURITY, SCORES, ANOMALIES),
        (PRICE, replace(MATURITY, within_one=0.84), SCORES, ANOMALIES),
        (PRICE, replace(MATURITY, stage=0.79), SCORES, ANOMALIES),
        (PRICE, MATURITY, (SCORES[0], replace(SCORES[1], rank_correlation=0.79)), ANOMALIES),
        (PRICE, MATURITY, SCORES, replace(ANOMALIES, overall=0.79)),
        (PRICE, MATURITY, SCORES, replace(ANOMALIES, false_alarms=0.011)),
    )
    for at, figures in enumerate(worse):
        assert [target.holds for target in national_targets(1.0, *figures)] == [number != at for number in range(len(worse))]


def test_no_score_head_is_a_target_missed() -> None:
    assert national_targets(1.0, PRICE, MATURITY, (), ANOMALIES)[4].holds is False
