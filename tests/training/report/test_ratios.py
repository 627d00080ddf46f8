from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from training.report.finished import Finished
from training.report.ratios import NAMES, add_ratios
from valuation.ratio_table import STATISTICS, ratio_table


def test_every_statistic_stands_beside_what_a_perfect_model_shows(shown: Any, finished: Finished) -> None:
    assert finished.tables is not None
    whole = finished.tables.ratios["all"]
    _, rows, figures = shown(add_ratios, finished)
    assert set(NAMES) == set(STATISTICS)
    for name, one in whole.figures.items():
        row = next(row for row in rows if row[0] == " · ".join(NAMES[name]))
        assert row[1] == f"{one.value:.3f}" and row[4] == f"{one.perfect:.3f}" and row[5] == f"{one.trimmed:.3f}"
    assert set(figures["ratio_study"]) == set(finished.tables.ratios)


def test_segments_stand_in_short_with_the_perfect_value_in_brackets(shown: Any, finished: Finished) -> None:
    assert finished.tables is not None
    whole = finished.tables.ratios["all"]
    tables = replace(finished.tables, ratios={"all": whole, "region=华东": whole, "region=": whole})
    _, rows, _ = shown(add_ratios, replace(finished, evaluation=replace(finished.evaluation, tables=tables)))
    row = next(row for row in rows if row[0] == "region: 华东")
    assert row[2] == f"{whole.figures['median_ratio'].value:.2f} ({whole.figures['median_ratio'].perfect:.2f})"
    assert any(row[0] == "region: unknown" for row in rows)


def test_too_few_contracts_are_said_to_be(shown: Any, finished: Finished) -> None:
    assert finished.tables is not None
    few = ratio_table(np.ones(5), np.ones(5), 0)
    tables = replace(finished.tables, ratios={"all": few})
    text, rows, _ = shown(add_ratios, replace(finished, evaluation=replace(finished.evaluation, tables=tables)))
    assert few.reason in text and rows == []
