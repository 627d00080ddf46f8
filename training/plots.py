"""Plots of predictions against prices, as PNG inside a data URI, so that a report is one file that works offline."""

from __future__ import annotations

import base64
from collections.abc import Callable
from io import BytesIO

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

Array = NDArray[np.float64]


def data_uri(draw: Callable[[Axes], None], width: float = 5.2, height: float = 4.0) -> str:
    """A figure with one set of axes that `draw` fills."""
    figure = Figure(figsize=(width, height), dpi=96, layout="constrained")
    draw(figure.subplots())
    buffer = BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def predicted_against_actual(truth: Array, median: Array, currency: str) -> str:
    """Scatter of ln prices as prices on log axes, with the line of equality."""

    def draw(axes: Axes) -> None:
        thin = np.arange(0, len(truth), max(len(truth) // 4_000, 1))
        axes.loglog(np.exp(median[thin]), np.exp(truth[thin]), ".", markersize=3, alpha=0.3)
        ends = np.exp([min(truth.min(), median.min()), max(truth.max(), median.max())])
        axes.loglog(ends, ends, "k--", linewidth=1)
        axes.set(xlabel=f"predicted median, {currency}", ylabel=f"price, {currency}", title="Predicted against actual")

    return data_uri(draw)


def ratio_by_decile(truth: Array, median: Array) -> str:
    """Median ratio of prediction to price, with its middle half, by decile of the *prediction*: a good model is flat at 1."""

    def draw(axes: Axes) -> None:
        groups = np.array_split(np.argsort(median, kind="stable"), min(10, len(median)))
        ratios = [np.exp(median[rows] - truth[rows]) for rows in groups]
        middle = np.asarray([np.median(one) for one in ratios])
        low, high = (np.asarray([np.quantile(one, share) for one in ratios]) for share in (0.25, 0.75))
        axes.errorbar(range(1, len(groups) + 1), middle, yerr=[middle - low, high - middle], fmt="o", capsize=3)
        axes.axhline(1.0, color="k", linestyle="--", linewidth=1)
        axes.set(xlabel="decile of the prediction", ylabel="prediction / price", title="Ratio by predicted decile")

    return data_uri(draw)


def coverage_by_year(years: Array, truth: Array, low: Array, high: Array) -> str:
    """Share of prices inside the 90 % interval by year, with its binomial 95 % band."""

    def draw(axes: Axes) -> None:
        whole = np.floor(years)
        inside = (truth >= low) & (truth <= high)
        shown = [year for year in np.unique(whole) if (whole == year).sum() >= 10]
        share = np.asarray([inside[whole == year].mean() for year in shown])
        band = 1.96 * np.sqrt(np.maximum(share * (1 - share), 1e-4) / np.asarray([(whole == year).sum() for year in shown]))
        axes.errorbar(shown, share, yerr=band, fmt="o", capsize=3)
        axes.axhline(0.9, color="k", linestyle="--", linewidth=1)
        axes.set(xlabel="year", ylabel="inside the 90 % interval", title="Coverage by year", ylim=(0, 1.02))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))

    return data_uri(draw)


def level_over_time(years: Array, log_price: Array, knots: Array, level: Array, last: float, currency: str) -> str:
    """The fitted overall price level and its damped continuation over the yearly medians of the data."""

    def draw(axes: Axes) -> None:
        whole = np.floor(years)
        shown = np.unique(whole)
        axes.semilogy(shown + 0.5, [np.exp(np.median(log_price[whole == year])) for year in shown], "o", label="median price")
        axes.semilogy(knots, np.exp(level), "-", label="overall component of the level")
        axes.axvline(last, color="k", linestyle=":", linewidth=1, label="end of the data")
        axes.set(xlabel="year", ylabel=currency, title="Price level over all segments")
        axes.legend(fontsize=8)

    return data_uri(draw)
