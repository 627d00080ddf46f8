"""The section on intervals: do they hold by contract type, field, region, year and decile, and does a higher confidence level mean less error."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from math import exp

from training.cells import Bar, Cell, State, Verdict
from training.coverage_table import BAND, LEAST_FLAGGED, OVERALL_BAND, CoverageRow
from training.page import Page
from training.plots import coverage_by_year
from training.price_tables import PriceTables
from training.report.finished import Figures, Finished

TOLD = 5
"""Groups outside their band that are told one by one."""
START = 0.5
"""Where the axis of a coverage begins; anything lower is cut there."""


def add_coverage(page: Page, run: Finished) -> Figures:
    """By year as a picture, by every grouping as a table, then the confidence levels and the quantiles one by one."""
    judged, tables = run.evaluation.judged, run.tables
    if judged is None or tables is None:
        return {}
    page.heading("Do the intervals hold?", "区间覆盖率")
    page.text(
        f"A 90 % interval should hold nine prices in ten, everywhere. All contracts together must lie between {OVERALL_BAND[0]:.0%} and {OVERALL_BAND[1]:.0%}; "
        f"a group of {LEAST_FLAGGED} and more between {BAND[0]:.0%} and {BAND[1]:.0%}. Thinner groups are shown with their binomial band and not judged."
    )
    flagged = [row for row in tables.coverage if row.flagged]
    for row in flagged[:TOLD]:
        where = "all contracts" if row.by == "all" else f"{run.label(row.by)}: {row.value}"
        page.attention(f"The 90 % interval covers {row.cover90:.1%} of {row.n:,} contracts ({where}).")
    if len(flagged) > TOLD:
        page.attention(f"{len(flagged) - TOLD} more groups lie outside their band of coverage.")
    page.picture(
        coverage_by_year(run.years[judged.found.rows], judged.found.truth, judged.quantiles[:, 0], judged.quantiles[:, -1]),
        "coverage of the 90 % interval by year",
        "Each year from the years before it; bars are binomial 95 % bands, the shaded band is 85 to 95 %.",
    )
    for by, rows in groupby(tables.coverage, key=lambda row: row.by):
        found = list(rows)
        page.table(
            (run.label(by), "contracts", "coverage", f"{START:.0%} to 100 %, with its 95 % band", "width ×/÷", "interval score"),
            [_coverage_cells(row, run) for row in found],
            folded="" if len(found) <= 15 else f"{run.label(by)}: {len(found)} rows",
        )
    _add_confidence(page, tables)
    _add_quantiles(page, tables)
    return {name: [asdict(row) for row in getattr(tables, name)] for name in ("coverage", "confidence", "quantiles")}


def coverage_state(row: CoverageRow) -> State:
    """Good or bad where the row is judged."""
    return "" if not row.judged else "bad" if row.flagged else "good"


def _coverage_cells(row: CoverageRow, run: Finished) -> list[Cell]:
    band = OVERALL_BAND if row.by == "all" else BAND
    bar = Bar(row.low, row.high, row.cover90, START, 1.0, (band[0], 0.9, band[1]), "bad" if row.flagged else "")
    return [row.value, f"{row.n:,}", Verdict(f"{row.cover90:.1%}", coverage_state(row)), bar, half_width(row.width90), f"{row.winkler90:.2f}"]


def half_width(width: float) -> str:
    """A width of ln(price) as the factor from the middle to an end."""
    return f"{exp(width / 2):.2f}"


def _add_confidence(page: Page, tables: PriceTables) -> None:
    page.subheading("Confidence levels", "置信等级")
    page.note(
        "Level 7 is the narrowest promise. The factor is what an answer of that level promises (about two thirds of prices within ×/÷ factor); RMSE of "
        "ln(price) should be near ln(factor), and fall from level to level."
    )
    rows: list[list[Cell]] = [
        [
            str(row.level),
            f"{row.n:,}",
            f"×/÷ {row.factor:.2f}",
            f"{row.within_factor:.0%}",
            Bar(0, row.within_factor, references=(0.68,)),
            f"{row.sigma:.2f}",
            f"{row.rmse:.2f}",
            f"{row.mdape:.0%}",
            f"{row.cover90:.0%}",
        ]
        for row in tables.confidence
    ]
    page.table(("level", "contracts", "promised", "within the factor", "0 to 100 %", "ln(factor)", "RMSE", "MdAPE", "in 90 %"), rows)


def _add_quantiles(page: Page, tables: PriceTables) -> None:
    rows: list[list[Cell]] = [
        [row.name, f"{row.level:.0%}", f"{row.below:.1%}", Bar(0, row.below, references=(row.level,)), f"{row.pinball:.4f}"] for row in tables.quantiles
    ]
    page.table(("quantile", "should lie below", "lie below", "0 to 100 %", "pinball loss"), rows, "Each quantile by itself.")
