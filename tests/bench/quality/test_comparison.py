"""The side-by-side table."""

from __future__ import annotations

import numpy as np
import pytest

from bench.quality.bootstrap import Difference
from bench.quality.comparison import MEAN, SplitAnswers, compare
from bench.quality.figures import figures
from bench.quality.pipeline import KEY
from tests.bench.quality.conftest import answers, market


def split(seed: int, rival: float = 0.5, answered: np.ndarray | None = None) -> SplitAnswers:
    """The pipeline errs by 0.2 s.d., the rival by `rival`, whose raw quantiles are half as wide."""
    asked, generator = market(300, seed), np.random.default_rng(seed)
    near, far = (asked.log_price + generator.normal(0, scale, 300) for scale in (0.2, rival))
    return SplitAnswers(f"split {seed}", 1_000 * seed, asked, {KEY: answers(near, answered=answered), "lightgbm-l2": answers(far, raw=True)})


def test_a_row_a_model_and_one_for_raw_quantiles() -> None:
    (table,) = compare([split(1)])
    assert [row.key for row in table.rows] == [KEY, "lightgbm-l2", "lightgbm-l2-raw"]
    own, conformal, raw = table.rows
    assert own.rmse_difference is None and conformal.figures.rmse == raw.figures.rmse and raw.figures.width90 < conformal.figures.width90
    assert [row.key for row in table.rivals()] == ["lightgbm-l2"] and len(table.rivals(raw=True)) == 2


def test_a_difference_below_zero_says_that_the_pipeline_is_better() -> None:
    (table,) = compare([split(1)])
    found = table.row("lightgbm-l2").rmse_difference
    assert isinstance(found, Difference) and found.low < found.value < found.high < 0
    assert found.value == pytest.approx(table.row(KEY).figures.rmse - table.row("lightgbm-l2").figures.rmse)


def test_equal_models_differ_by_nothing_that_is_sure() -> None:
    found = compare([split(1, rival=0.2)])[0].row("lightgbm-l2").rmse_difference
    assert found is not None and found.low < 0 < found.high


def test_all_are_judged_on_what_the_pipeline_answered() -> None:
    answered = np.arange(300) >= 60
    given = split(2, answered=answered)
    (table,) = compare([given])
    rival = given.answers["lightgbm-l2"]
    expected = figures(given.asked.log_price[answered], rival.mean[answered], rival.quantiles[answered])
    assert table.n == 240 and table.answered == 0.8 and table.row("lightgbm-l2").figures == expected


def test_the_mean_is_over_splits_and_over_the_models_that_all_have() -> None:
    first, second = split(1), split(2)
    more = SplitAnswers(second.name, second.taught, second.asked, dict(second.answers) | {"ridge": answers(second.asked.log_price)})
    *tables, mean = compare([first, more])
    assert mean.name == MEAN and [row.key for row in mean.rows] == [KEY, "lightgbm-l2", "lightgbm-l2-raw"]
    for row in mean.rows:
        assert row.figures.rmse == pytest.approx(np.mean([table.row(row.key).figures.rmse for table in tables]))
    gap = mean.row("lightgbm-l2").winkler_difference
    each = [table.row("lightgbm-l2").winkler_difference for table in tables]
    assert gap is not None and gap.value == pytest.approx(np.mean([one.value for one in each if one is not None]))
    assert mean.n == 600 and mean.answered == 1 and mean.segments == ()


def test_coverage_is_told_for_every_value_of_a_segment_column() -> None:
    (table,) = compare([split(1)])
    assert {(one.column, one.value) for one in table.segments} == {("kind", "large"), ("kind", "small"), ("region", "n"), ("region", "s")}
    assert sum(one.n for one in table.segments if one.column == "kind") == 300
    kinds = [one for one in table.segments if one.column == "kind"]
    assert sum(one.n * one.cover90 for one in kinds) / 300 == pytest.approx(table.row(KEY).figures.cover90)
