from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from training.coverage_table import CoverageRow
from training.page import Page
from training.report.coverage import add_coverage, coverage_state, half_width
from training.report.finished import Finished

ROW = CoverageRow("kind", "transfer", 400, 0.7, 0.65, 0.75, 1.0, 2.0, judged=True, flagged=True)


def test_every_row_of_the_tables_is_shown_and_told(shown: Any, finished: Finished) -> None:
    tables = finished.tables
    assert tables is not None
    _, rows, figures = shown(add_coverage, finished)
    for row in tables.coverage:
        assert any(cells[0] == row.value and cells[1] == f"{row.n:,}" and f"{row.cover90:.1%}" in cells[2] for cells in rows)
    assert [row["level"] for row in figures["confidence"]] == [row.level for row in tables.confidence]
    assert len(figures["coverage"]) == len(tables.coverage) and len(figures["quantiles"]) == 7


def test_a_group_that_is_not_covered_is_told_first(shown: Any, finished: Finished) -> None:
    assert finished.tables is not None
    tables = replace(finished.tables, coverage=(ROW, replace(ROW, value="licence", cover90=0.9, flagged=False)))
    text, rows, _ = shown(add_coverage, replace(finished, evaluation=replace(finished.evaluation, tables=tables)))
    assert "The 90 % interval covers 70.0% of 400 contracts (kind: transfer)." in text and "licence)" not in text
    assert next(row for row in rows if row[0] == "transfer")[2] == "● 70.0%" and next(row for row in rows if row[0] == "licence")[2] == "✓ 90.0%"


def test_a_thin_group_gets_no_verdict() -> None:
    assert coverage_state(replace(ROW, judged=False, flagged=False)) == ""
    assert coverage_state(ROW) == "bad" and coverage_state(replace(ROW, flagged=False)) == "good"


def test_a_width_is_told_as_the_factor_to_an_end() -> None:
    assert half_width(2 * 0.6931471805599453) == "2.00"


def test_a_run_without_prices_has_no_such_section(shown: Any, without_prices: Finished) -> None:
    assert shown(add_coverage, without_prices) == ("", [], {})


@pytest.mark.parametrize("rows", [15, 16])
def test_a_long_table_is_folded(finished: Finished, rows: int) -> None:
    assert finished.tables is not None
    tables = replace(finished.tables, coverage=tuple(replace(ROW, value=str(at), flagged=False) for at in range(rows)))
    page = Page("t")
    add_coverage(page, replace(finished, evaluation=replace(finished.evaluation, tables=tables)))
    assert ("<details>" in page.html()) == (rows > 15)
