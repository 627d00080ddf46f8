"""The table printed after a run: what a person wants to see before opening the report."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from training.context import Context
from training.evaluation import PriceFigures

SHOWN = {
    "n": ("n", "{:,.0f}"),
    "rmse": ("RMSE", "{:.3f}"),
    "rmse_attributes_only": ("no text", "{:.3f}"),
    "rmse_recent_segment_median": ("segment", "{:.3f}"),
    "mdape": ("MdAPE", "{:.1%}"),
    "within2": ("within ×2", "{:.1%}"),
    "bias": ("bias", "{:.3f}"),
    "cover90": ("in 90 %", "{:.3f}"),
    "cover90_uncalibrated": ("raw", "{:.3f}"),
    "cover50": ("in 50 %", "{:.3f}"),
    "width90": ("width", "{:.2f}"),
}
"""Figure → its heading and layout."""


def summary(context: Context) -> RenderableType:
    """Price figures per origin and overall, the other heads' figures, parity, and where the bundle lies."""
    parts: list[RenderableType] = []
    evaluation = context.evaluation
    simulated = " (SIMULATED)" if any(table.source.simulated for table in context.corpus.tables) else ""
    if evaluation.overall is not None:
        price = Table(title=f"Price{simulated}: {evaluation.how}")
        price.add_column("origin")
        for heading, _ in SHOWN.values():
            price.add_column(heading, justify="right")
        for origin, figures in evaluation.by_origin.items():
            price.add_row(origin, *_cells(figures))
        price.caption = (
            "RMSE and width in ln(price); 'no text': attributes only; 'segment': recent segment median; 'bias': median prediction / price; "
            "'raw': before calibration; 'all': origins that older ones could calibrate"
        )
        price.add_section()
        price.add_row("all", *_cells(evaluation.overall))
        parts.append(price)
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


def _cells(figures: PriceFigures) -> list[str]:
    return [layout.format(getattr(figures, name)) for name, (_, layout) in SHOWN.items()]
