"""The section of the ratio study: the statistics that assessors know, each beside what a perfect model with the same noise would show."""

from __future__ import annotations

from dataclasses import asdict

from training.cells import Bar, Cell
from training.page import Page
from training.report.finished import Figures, Finished
from valuation.ratio_table import RatioFigure, RatioTable

NAMES = {
    "median_ratio": ("median ratio", "比率中位数"),
    "mean_ratio": ("mean ratio", "平均比率"),
    "weighted_mean_ratio": ("weighted mean ratio", "加权平均比率"),
    "cod": ("COD, %", "离散系数"),
    "prd": ("PRD", "价格相关差"),
    "prb": ("PRB", "价格相关偏差"),
    "mki": ("MKI", "修正卡克瓦尼指数"),
    "vei": ("VEI, %", "纵向公平指标"),
}
IN_SHORT = ("median_ratio", "cod", "prd", "prb", "vei")
"""Statistics that are shown by segment."""


def add_ratios(page: Page, run: Finished) -> Figures:
    """All contracts in full, then the segments in short."""
    tables = run.tables
    if tables is None or not tables.ratios:
        return {}
    page.heading("Ratio study", "比率研究")
    page.text(
        "Ratio: predicted median ÷ price. These figures inform and never gate: noise alone moves PRD, PRB, MKI and VEI, so each stands beside the value "
        "that a perfect model with the same spread would show. What lies near that value says nothing against the model."
    )
    whole = tables.ratios["all"]
    if whole.reason:
        page.text(whole.reason + ".")
    else:
        rows = [_cells(name, one) for name, one in whole.figures.items()]
        page.table(
            ("statistic", "value", "bootstrap 95 %", "dashed: a perfect model", "perfect model", "trimmed"),
            rows,
            f"{whole.n:,} contracts, {whole.outliers:,} outlying ratios (1.5 interquartile ranges), {whole.extremes:,} extreme ones (3), which the last column "
            "leaves out.",
        )
    _add_segments(page, run, {name: one for name, one in tables.ratios.items() if name != "all"})
    return {"ratio_study": {name: asdict(one) for name, one in tables.ratios.items()}}


def _cells(name: str, one: RatioFigure) -> list[Cell]:
    spans = f"{one.low:.3f} to {one.high:.3f}"
    return [
        " · ".join(NAMES.get(name, (name,))),
        f"{one.value:.3f}",
        spans,
        _place(one.low, one.high, one.value, one.perfect),
        f"{one.perfect:.3f}",
        f"{one.trimmed:.3f}",
    ]


def _add_segments(page: Page, run: Finished, ratios: dict[str, RatioTable]) -> None:
    rows: list[list[Cell]] = []
    for name, one in ratios.items():
        attribute, _, value = name.partition("=")
        figures = [f"{one.figures[at].value:.2f} ({one.figures[at].perfect:.2f})" if at in one.figures else "–" for at in IN_SHORT]
        rows.append([f"{run.label(attribute)}: {value or 'unknown'}", f"{one.n:,}", *figures])
    if rows:
        page.table(("segment", "contracts", *(NAMES[at][0] for at in IN_SHORT)), rows, "By segment; in brackets what a perfect model would show.")


def _place(low: float, high: float, value: float, perfect: float) -> Bar:
    """The interval and the perfect value on an axis that holds both."""
    ends = min(low, perfect), max(high, perfect)
    room = 0.15 * max(ends[1] - ends[0], 1e-9)
    return Bar(low, high, value, ends[0] - room, ends[1] + room, (perfect,))
