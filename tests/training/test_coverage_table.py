from __future__ import annotations

import numpy as np
import pytest

from tests.training.test_price_study import perfect
from training.binomial import wilson_band
from training.coverage_table import ACTUAL, LEAST_SHOWN, MOST_VALUES, OTHERS, PREDICTED, UNKNOWN, YEAR, CoverageRow, coverage_table
from training.study_groups import Grouping


def table(n: int, labels: list[str], *, off: str = "", seed: int = 1) -> list[CoverageRow]:
    """Of a perfect model whose prices in the group `off` lie far outside."""
    truth, _, quantiles = perfect(n, 0.4, seed)
    column = np.asarray(labels, dtype=object)
    truth[column == off] += 5.0
    years = 2015 + np.arange(n) / n * 3
    return list(coverage_table(truth, quantiles, years, [Grouping("kind", column)]))


def test_all_contracts_then_every_way_to_look_stand_in_order() -> None:
    rows = table(3_000, ["a"] * 2_000 + ["b"] * 1_000)
    assert list(dict.fromkeys(row.by for row in rows)) == ["all", "kind", YEAR, PREDICTED, ACTUAL]
    assert [row.value for row in rows if row.by == YEAR] == ["2015", "2016", "2017"]
    for by in dict.fromkeys(row.by for row in rows):
        assert sum(row.n for row in rows if row.by == by) == 3_000
    for row in rows:
        assert (row.low, row.high) == wilson_band(row.cover90, row.n)
        assert row.width90 == pytest.approx(2 * 1.6449 * 0.4) and row.winkler90 >= row.width90 - 1e-9


def test_only_a_group_of_300_and_more_whose_coverage_leaves_the_band_is_flagged() -> None:
    labels = ["thick"] * 300 + ["thin"] * 299 + ["fine"] * 400
    for off in ("thick", "thin"):
        rows = {row.value: row for row in table(999, labels, off=off) if row.by == "kind"}
        assert rows[off].cover90 == 0.0
        assert rows["thick"].flagged is (off == "thick") and rows["thick"].judged
        assert not rows["thin"].flagged and not rows["thin"].judged and not rows["fine"].flagged and rows["fine"].judged


def test_intervals_that_hold_too_much_are_flagged_too() -> None:
    truth, _, quantiles = perfect(1_000, 0.4, 2)
    wide = quantiles[:, [3]] + 3 * (quantiles - quantiles[:, [3]])
    rows = coverage_table(truth, wide, np.full(1_000, 2020.5), [])
    assert rows[0].cover90 > 0.97 and rows[0].flagged


def test_the_whole_is_held_to_the_narrower_band() -> None:
    truth, _, quantiles = perfect(4_000, 0.4, 3)
    narrow = quantiles[:, [3]] + 0.83 * (quantiles - quantiles[:, [3]])
    rows = coverage_table(truth, narrow, np.full(4_000, 2020.5), [])
    whole, year = rows[0], rows[1]
    assert 0.80 < whole.cover90 == year.cover90 < 0.85 and whole.flagged and not year.flagged


def test_rows_by_the_actual_price_are_never_judged_for_a_perfect_model_fails_them() -> None:
    rows = table(5_000, ["a"] * 5_000)
    actual = [row for row in rows if row.by == ACTUAL]
    assert min(row.cover90 for row in actual) < 0.80 and not any(row.judged or row.flagged for row in actual)
    assert not any(row.flagged for row in rows if row.by == PREDICTED)
    assert "conditional on the outcome" in ACTUAL


def test_thin_surplus_and_unknown_values_have_rows_of_their_own() -> None:
    many = [f"v{at:02d}" for at in range(MOST_VALUES + 5) for _ in range(LEAST_SHOWN)]
    labels = many + ["rare"] * (LEAST_SHOWN - 1) + [""] * 50
    rows = [row for row in table(len(labels), labels) if row.by == "kind"]
    assert len(rows) == MOST_VALUES + 1 and rows[0].value == UNKNOWN and rows[0].n == 50
    assert rows[-1].value == OTHERS and rows[-1].n == LEAST_SHOWN * 6 + LEAST_SHOWN - 1
