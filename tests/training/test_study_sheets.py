from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.training.test_price_study import perfect
from training.cells import Bar, Verdict
from training.coverage_table import coverage_table
from training.evaluation import PriceFigures
from training.price_study import PriceStudy, price_study
from training.price_tables import price_tables
from training.study_sheets import COLUMNS, cells_of, coverage_sheet, figure_sheet, ratio_sheet, table_sheets
from valuation.ratio_table import ratio_table


def study() -> PriceStudy:
    truth, mean, quantiles = perfect(400, 0.4, 1)
    return price_study(truth, mean, quantiles, asked=500)


def test_every_figure_has_a_heading_of_its_own() -> None:
    assert COLUMNS.keys() == PriceFigures.__dataclass_fields__.keys() > PriceStudy.__dataclass_fields__.keys()
    assert len({heading for heading, _ in COLUMNS.values()}) == len(COLUMNS)


def test_a_sheet_shows_the_figures_that_its_studies_have_and_a_dash_for_none() -> None:
    one = replace(study(), slope=float("nan"))
    sheet = figure_sheet("Figures", "contracts", {"all": one})
    assert len(sheet.header) == 1 + len(PriceStudy.__dataclass_fields__) == len(sheet.rows[0])
    row = dict(zip(sheet.header, sheet.rows[0], strict=True))
    assert (row["contracts"], row["n"], row["answered"], row["slope"]) == ("all", "400", "0.800", "–")
    assert cells_of(one, ["within2"]) == [f"{one.within2:.1%}"]


def test_coverage_rows_carry_their_verdict() -> None:
    truth, _, quantiles = perfect(700, 0.4, 2)
    late = np.arange(700) >= 300
    truth = np.where(late, truth + 9, truth)
    sheet = coverage_sheet(coverage_table(truth, quantiles, np.where(late, 2020.5, 2019.5), []))
    cells = {(row[0], row[1]): row for row in sheet.rows}
    bad, good = cells["year", "2020"], cells["year", "2019"]
    assert isinstance(bad[3], Verdict) and bad[3].state == "bad" and isinstance(good[3], Verdict) and good[3].state == "good"
    assert isinstance(good[6], Bar) and isinstance(cells["predicted decile", "1 of 10"][3], str)


def test_a_ratio_study_stands_beside_the_perfect_model_and_says_what_was_trimmed() -> None:
    truth, _, quantiles = perfect(200, 0.4, 3)
    table = ratio_table(np.exp(quantiles[:, 3]), np.exp(truth), seed=1)
    sheet = ratio_sheet("Ratio study", table)
    prb = next(row for row in sheet.rows if row[0] == "prb")
    figure = table.figures["prb"]
    assert prb[1:] == tuple(f"{one:.3f}" for one in (figure.value, figure.low, figure.high, figure.trimmed, figure.perfect, figure.value - figure.perfect))
    assert f"{table.extremes} extreme" in sheet.note and "never a gate" in sheet.note


def test_all_tables_become_sheets_with_a_cell_for_every_heading() -> None:
    truth, _, quantiles = perfect(400, 0.4, 4)
    sheets = table_sheets(price_tables(truth, quantiles, np.full(400, 2020.5), [], seed=1))
    assert [sheet.title.split(":")[0] for sheet in sheets] == [
        "Coverage and width of the 90 % interval",
        "Confidence levels kept",
        "Bias by decile of the prediction",
        "Quantiles one by one",
        "Ratio study",
    ]
    assert all(len(row) == len(sheet.header) for sheet in sheets for row in sheet.rows) and all(sheet.rows and sheet.note for sheet in sheets)
    few = price_tables(truth[:20], quantiles[:20], np.full(20, 2020.5), [], seed=1)
    assert not any(sheet.title.startswith("Ratio") for sheet in table_sheets(few))
