from __future__ import annotations

import numpy as np
import pytest

from tests.valuation.test_perfect_ratio import market
from tests.valuation.test_ratio_study import table
from valuation.ratio_intervals import median_interval
from valuation.ratio_table import LEAST, STATISTICS, ratio_table


def test_every_statistic_stands_with_its_interval_and_the_perfect_value() -> None:
    values, prices = table("1_1")
    study = ratio_table(values, prices, seed=1)
    assert list(study.figures) == list(STATISTICS) and study.n == 36 and study.reason == ""
    for name, figure in study.figures.items():
        assert figure.value == STATISTICS[name](values, prices)
        assert figure.low <= figure.value <= figure.high
    assert study.median_interval == median_interval(values / prices)
    low, high = study.figures["median_ratio"].low, study.figures["median_ratio"].high
    assert (low, high) == pytest.approx(study.median_interval, abs=0.06)  # two ways to the same interval
    assert study.figures["median_ratio"].perfect == pytest.approx(1, abs=0.01)
    assert study.figures["cod"].perfect < study.figures["cod"].value + 2


def test_a_perfect_but_noisy_model_equals_its_perfect_value_and_a_biased_one_does_not() -> None:
    values, prices = market(4_000, 0.38, 0.4, 7)
    honest = ratio_table(values, prices, seed=1).figures["prb"]
    assert honest.low <= honest.perfect <= honest.high and honest.value < -0.2
    shrunk = ratio_table(values**0.6 * np.exp(0.4 * 12), prices, seed=1).figures["prb"]
    assert not shrunk.low <= shrunk.perfect <= shrunk.high


def test_extreme_ratios_are_counted_and_left_out_of_the_trimmed_values_alone() -> None:
    values, prices = market(200, 0.1, 0.4, 8)
    prices[:4] = values[:4] / 20  # ratios of 20
    study = ratio_table(values, prices, seed=1)
    assert study.extremes == 4 <= study.outliers
    kept = np.arange(200) >= 4
    for name in ("cod", "prd", "mean_ratio"):
        figure = study.figures[name]
        assert figure.trimmed == STATISTICS[name](values[kept], prices[kept]) < figure.value


def test_below_the_floor_there_is_a_reason_instead_of_figures() -> None:
    values, prices = market(LEAST - 1, 0.3, 0.4, 9)
    study = ratio_table(values, prices, seed=1)
    assert study.figures == {} and study.n == LEAST - 1 and "fewer than 30" in study.reason
    assert ratio_table(*market(LEAST, 0.3, 0.4, 9), seed=1).figures


def test_the_same_seed_gives_the_same_study_and_order_does_not_matter_to_its_values() -> None:
    values, prices = market(120, 0.3, 0.4, 10)
    study = ratio_table(values, prices, seed=3)
    assert ratio_table(values, prices, seed=3) == study
    other = ratio_table(values, prices, seed=4)
    assert other.figures["cod"].value == study.figures["cod"].value and other.figures["cod"].low != study.figures["cod"].low
    order = np.random.default_rng(0).permutation(120)
    for name, figure in ratio_table(values[order], prices[order], seed=3).figures.items():
        assert figure.value == pytest.approx(study.figures[name].value, rel=1e-9)


def test_items_of_one_size_leave_blanks_instead_of_errors() -> None:
    same = np.full(40, 7.0)
    study = ratio_table(same, same, seed=1)
    assert study.figures["cod"].value == 0 and np.isnan(study.figures["prb"].value) and np.isnan(study.figures["prb"].low)
    assert np.isnan(study.figures["mki"].value) and study.figures["vei"].value == 0


@pytest.mark.slow
def test_the_bootstrap_interval_holds_the_perfect_value_nearly_as_often_as_it_says() -> None:
    held = dict.fromkeys(("cod", "prd", "prb", "mki"), 0)
    for seed in range(100):
        values, prices = market(300, 0.38, 0.4, seed)
        figures = ratio_table(values, prices, seed=seed).figures
        truth = {"cod": 31.8, "prd": 1.155, "prb": -0.268, "mki": 0.53}
        for name in held:
            held[name] += figures[name].low <= truth[name] <= figures[name].high
    assert min(held.values()) >= 85
