"""The tables printed after a run, for a terminal of 120 columns: what a person wants to see before opening the report."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from training.context import Context
from training.coverage_table import LEAST_FLAGGED, OVERALL_BAND, CoverageRow
from training.evaluation import Evaluation, PriceFigures
from training.printed_tables import coverage_shown, figure_table

SHOWN = {
    "n": "n",
    "answered": "hit",
    "rmse": "RMSE",
    "rmse_attributes_only": "no text",
    "rmse_recent_segment_median": "segment",
    "mdape": "MdAPE",
    "within2": "in ×2",
    "median_ratio": "ratio",
    "pinball": "pinball",
    "cover90": "in 90 %",
    "cover90_uncalibrated": "raw",
    "width90": "width",
    "winkler90": "Winkler",
    "slope": "slope",
}
"""Figure → its heading, short enough for one line; the report has all."""
CAPTION = (
    "RMSE, width, pinball, Winkler in ln(price); hit: share answered; 'no text': attributes only; 'segment': recent segment median; "
    "ratio: median prediction / price; raw: the trees' own interval; 'out of time': origins that older ones could calibrate"
)


def summary(context: Context) -> RenderableType:
    """Price figures with the rivals, views side by side, coverage of thick segments, the other heads, parity, and where the bundle lies."""
    evaluation = context.evaluation
    simulated = " (SIMULATED)" if any(table.source.simulated for table in context.corpus.tables) else ""
    parts: list[RenderableType] = []
    if evaluation.overall is not None:
        parts += _price(evaluation, evaluation.overall, simulated)
    if evaluation.heads:
        heads = Table(title=f"Other heads{simulated}, on projects held out")
        heads.add_column("figure")
        heads.add_column("value", justify="right")
        for name, value in evaluation.heads.items():
            heads.add_row(name, f"{value:,.3f}".removesuffix(".000"))
        parts.append(heads)
    worst = max(context.parity.differences.values(), default=0.0)
    parts.append(f"Parity on {context.parity.rows:,} rows: at most {worst:.1e}, {context.parity.flipped_leaves} leaves flipped.")
    parts.append(Text(f"Bundle: {context.out}   report: {context.out / 'report.html'}"))
    return Group(*parts)


def _price(evaluation: Evaluation, overall: PriceFigures, simulated: str) -> list[RenderableType]:
    views = {"out of time": overall}
    if evaluation.listing is not None:
        views["… listing view"] = evaluation.listing
    if evaluation.random is not None:
        views["random split"] = evaluation.random
    table = figure_table(f"Price{simulated}: {evaluation.how}", "origin", {**evaluation.by_origin, **evaluation.by_horizon}, SHOWN, last=views)
    table.caption = CAPTION
    same = "" if evaluation.listing is not None else "Listing view: the same, for no attribute is known only from the deal. "
    skill = f"RMSE is {_aside(overall.skill_segment_median)} the segment median's, {_aside(overall.skill_attributes_only)} that without text."
    judged = [row for row in evaluation.tables.coverage if row.judged] if evaluation.tables is not None else []
    shown = [coverage_shown(evaluation.tables.coverage)] if evaluation.tables is not None and judged else []
    return [table, Text(same + skill), *shown, Text(_verdict(judged, overall))]


def _aside(skill: float) -> str:
    return f"{abs(skill):.1%} {'above' if skill < 0 else 'below'}"


def _verdict(judged: Sequence[CoverageRow], overall: PriceFigures) -> str:
    flagged = [f"{row.by} {row.value}" for row in judged if row.flagged]
    inside = OVERALL_BAND[0] <= overall.cover90 <= OVERALL_BAND[1]
    whole = f"Coverage {overall.cover90:.3f} is {'inside' if inside else 'OUTSIDE'} {OVERALL_BAND[0]:.2f}-{OVERALL_BAND[1]:.2f} overall"
    return f"{whole}; {len(flagged)} of {len(judged)} groups of {LEAST_FLAGGED} and more leave their band" + (f": {', '.join(flagged)}." if flagged else ".")
