"""Pictures for a page: one set of axes as an SVG inside a data URI. Lines stay sharp at any size, letters are drawn by the reader's own fonts,
clouds of points are pixels. The same figures give the same bytes.
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, LogLocator, NullFormatter, NullLocator
from numpy.typing import NDArray

Array = NDArray[np.float64]
INK, SOFT, MARK, TINT, OTHER = "#1b2430", "#8793a1", "#1f5f8b", "#a9c8de", "#b4561f"
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "valuation",
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True,
    "grid.color": "#e6eaee",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
}
EVEN_FACTORS = (1.01, 1.02, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 10.0, 100.0, 1e4)
LETTERS = "font-family: system-ui, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', sans-serif"
"""The fonts of the page; a browser finds the Chinese ones that Matplotlib has not."""


def picture(draw: Callable[[Axes], None], width: float = 5.2, height: float = 3.7) -> str:
    """A data URI of the axes that `draw` fills; inches at 96 pixels."""
    with rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)  # only measured here; the reader's fonts draw it
        figure = Figure(figsize=(width, height), dpi=144, layout="constrained")
        draw(figure.subplots())
        buffer = BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    drawn = buffer.getvalue().decode().replace("<defs>", f"<defs>\n  <style>text{{{LETTERS} !important}}</style>", 1)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def strip(values: Array, colours: Array | None, end: float) -> str:
    """A line of dots on an axis from -`end` to `end`, its square root drawn so that small values part too, stacked where they crowd.

    `colours` run from 0 (low) to 1 (high), NaN and None are grey.
    """

    def draw(axes: Axes) -> None:
        axes.set_axis_off()
        axes.set(xlim=(-1.02, 1.02), ylim=(-1.15, 1.15))
        axes.axvline(0, color=SOFT, linewidth=0.8)
        at = np.sign(values) * np.sqrt(np.minimum(np.abs(values) / end, 1.0))
        known = np.full(len(values), np.nan) if colours is None else colours
        height = _stacked(at)
        for mask, paint in ((np.isnan(known), {"c": SOFT}), (~np.isnan(known), {"c": known[~np.isnan(known)], "cmap": "coolwarm", "vmin": 0, "vmax": 1})):
            if mask.any():
                axes.scatter(at[mask], height[mask], s=3.2, linewidths=0, alpha=0.8, rasterized=True, **paint)

    return picture(draw, 3.6, 0.36)


def as_factor(axis: str, axes: Axes) -> None:
    """Ticks of an axis in ln(price) at even factors, ×1.5 and its powers rather than ×2.72; after the data are drawn."""
    chosen = axes.xaxis if axis == "x" else axes.yaxis
    chosen.set_major_locator(FixedLocator(factor_ticks(*chosen.get_view_interval())))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: factor(value)))


def factor_ticks(low: float, high: float, most: int = 7) -> list[float]:
    """Multiples of the ln of an even factor between two ends, at most so many."""
    for step in np.log(EVEN_FACTORS):
        first, last = int(np.ceil(low / step)), int(np.floor(high / step))
        if last - first < most:
            return [float(step * at) for at in range(first, last + 1)]
    return [0.0]


def as_ratio(axes: Axes) -> None:
    """A vertical log axis of ratios with plain figures, 0.5 as far from 1 as 2."""
    axes.set_yscale("log")
    low, high = axes.get_ylim()
    axes.yaxis.set_major_locator(FixedLocator([float(np.exp(one)) for one in factor_ticks(float(np.log(low)), float(np.log(high)))]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.2f}"))


def as_money(axis: str, axes: Axes) -> None:
    """Short amounts, 200k and 1M rather than powers of ten; no letters between them."""
    chosen = axes.xaxis if axis == "x" else axes.yaxis
    if chosen.get_scale() == "log":
        low, high = chosen.get_view_interval()
        chosen.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0) if high < 300 * low else (1.0,)))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: short(value)))
    chosen.set_minor_formatter(NullFormatter())


def factor(log: float) -> str:
    """×1.25 for what raises a price, ÷1.25 for what lowers it as much."""
    sign = "×" if log >= 0 else "÷"
    size = float(np.exp(abs(log)))
    return f"{sign}{size:.2f}" if size < 10 else f"{sign}{size:.3g}"


def short(amount: float) -> str:
    """123,456 → 123k, for axes and headlines."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size:
            return f"{amount / size:.3g}{letter}"
    return f"{amount:.3g}"


def _stacked(at: Array) -> Array:
    """Heights within ±1 that show how many dots share a place on -1 to 1: alternating up and down from the line, by order within narrow bins."""
    bins = np.round((at + 1) * 60).astype(np.int64)
    order = np.argsort(bins, kind="stable")
    first = np.searchsorted(bins[order], bins[order], side="left")
    place = np.empty(len(at))
    place[order] = np.arange(len(at)) - first
    most = max(float(place.max(initial=0)), 20.0)
    return np.where(place % 2 == 0, 1, -1) * place / most
