"""Plots of predictions against prices, for reports: what a sound model looks like is said in each."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from training.picture import INK, MARK, OTHER, SOFT, TINT, as_factor, as_money, as_ratio, picture

Array = NDArray[np.float64]
MOST_POINTS = 6_000


def predicted_against_actual(truth: Array, median: Array, currency: str) -> str:
    """Scatter of ln prices as prices on log axes, with the line of equality and those of half and double."""

    def draw(axes: Axes) -> None:
        thin = np.arange(0, len(truth), max(len(truth) // MOST_POINTS, 1))
        axes.loglog(np.exp(median[thin]), np.exp(truth[thin]), ".", color=MARK, markersize=3, alpha=0.25, rasterized=True)
        ends = np.exp(np.asarray([min(truth.min(), median.min()), max(truth.max(), median.max())]))
        axes.loglog(ends, ends, color=INK, linewidth=1)
        for times in (0.5, 2.0):
            axes.loglog(ends, ends * times, color=SOFT, linewidth=0.8, linestyle="--")
        axes.set(xlabel=f"predicted median, {currency}", ylabel=f"price, {currency}", title="Predicted against actual", xlim=ends, ylim=ends)
        for axis in ("x", "y"):
            as_money(axis, axes)

    return picture(draw, 4.6, 4.2)


def ratio_by_decile(truth: Array, median: Array) -> str:
    """Median ratio of prediction to price, with its middle half, by decile of the *prediction*: a good model is flat at 1."""

    def draw(axes: Axes) -> None:
        groups = np.array_split(np.argsort(median, kind="stable"), min(10, len(median)))
        ratios = [np.exp(median[rows] - truth[rows]) for rows in groups]
        middle = np.asarray([np.median(one) for one in ratios])
        low, high = (np.asarray([np.quantile(one, share) for one in ratios]) for share in (0.25, 0.75))
        axes.errorbar(range(1, len(groups) + 1), middle, yerr=[middle - low, high - middle], fmt="o", color=MARK, ecolor=TINT, elinewidth=6)
        axes.axhline(1.0, color=INK, linestyle="--", linewidth=1)
        axes.set(xlabel="decile of the prediction", ylabel="prediction / price", title="Ratio by predicted decile")
        as_ratio(axes)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))

    return picture(draw)


def coverage_by_year(years: Array, truth: Array, low: Array, high: Array) -> str:
    """Share of prices inside the 90 % interval by year, with its binomial 95 % band; the band from 0.85 to 0.95 is shaded."""

    def draw(axes: Axes) -> None:
        whole = np.floor(years)
        inside = (truth >= low) & (truth <= high)
        shown = [float(year) for year in np.unique(whole) if (whole == year).sum() >= 10]
        share = np.asarray([inside[whole == year].mean() for year in shown])
        band = 1.96 * np.sqrt(np.maximum(share * (1 - share), 1e-4) / np.asarray([(whole == year).sum() for year in shown]))
        axes.errorbar(shown, share, yerr=band, fmt="o", color=MARK, ecolor=TINT, elinewidth=6)
        axes.axhspan(0.85, 0.95, color=SOFT, alpha=0.15, linewidth=0)
        axes.axhline(0.9, color=INK, linestyle="--", linewidth=1)
        axes.set(xlabel="year", ylabel="inside the 90 % interval", title="Coverage by year", ylim=(min(0.5, *(share - band), 1) - 0.02, 1.02))
        _years(axes, shown)

    return picture(draw)


def level_over_time(years: Array, log_price: Array, level: Array, beyond: Array, continued: Array, currency: str) -> str:
    """Yearly medians of the prices and of the level (n,) that the model gives the same contracts; `continued` (k,) is where it goes on at `beyond` (k,)."""

    def draw(axes: Axes) -> None:
        whole = np.floor(years)
        shown = np.unique(whole)
        prices, levels = ([np.exp(np.median(one[whole == year])) for year in shown] for one in (log_price, level))
        axes.semilogy(shown + 0.5, prices, "o", color=SOFT, markersize=5, label="median price")
        axes.semilogy(shown + 0.5, levels, "-", color=MARK, label="level of the same contracts")
        axes.semilogy([shown[-1] + 0.5, *beyond], [levels[-1], *np.exp(continued)], ":", color=OTHER, label="continued")
        axes.set(xlabel="year", ylabel=currency, title="Price level")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        as_money("y", axes)
        axes.legend(fontsize=8.5)

    return picture(draw)


def error_by_year(years: Array, error: Array) -> str:
    """ln(prediction / price) by year of the contract: the median and the middle half; a level that drifts away shows as a slope."""

    def draw(axes: Axes) -> None:
        whole = np.floor(years)
        shown = [float(year) for year in np.unique(whole) if (whole == year).sum() >= 10]
        low, middle, high = (np.asarray([np.quantile(error[whole == year], share) for year in shown]) for share in (0.25, 0.5, 0.75))
        axes.errorbar(shown, np.exp(middle), yerr=[np.exp(middle) - np.exp(low), np.exp(high) - np.exp(middle)], fmt="o", color=MARK, ecolor=TINT, elinewidth=6)
        axes.axhline(1.0, color=INK, linestyle="--", linewidth=1)
        axes.set(xlabel="year", ylabel="prediction / price", title="Ratio by year")
        as_ratio(axes)
        _years(axes, shown)

    return picture(draw)


def effect_of_number(values: Array, effects: Array, name: str) -> str:
    """What a number contributes to ln(price), as a factor, over its values: every row, and the median over ten equal groups."""

    def draw(axes: Axes) -> None:
        known = np.isfinite(values)
        at, effect = values[known], effects[known]
        axes.plot(at, effect, ".", color=TINT, markersize=4, alpha=0.6, rasterized=True)
        groups = [rows for rows in np.array_split(np.argsort(at, kind="stable"), 10) if len(rows)]
        axes.plot([np.median(at[rows]) for rows in groups], [np.median(effect[rows]) for rows in groups], "-o", color=MARK, markersize=4)
        axes.axhline(0, color=INK, linestyle="--", linewidth=1)
        axes.set(xlabel=name, ylabel="effect on the price")
        _spread_out(axes, at)
        as_factor("y", axes)

    return picture(draw, 4.4, 3.0)


def reliability(predicted: Array, observed: Array, counts: Array, title: str) -> str:
    """Observed share against predicted probability per bin, the larger the dot the more rows; a calibrated head lies on the diagonal."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1], color=INK, linestyle="--", linewidth=1)
        axes.plot(predicted, observed, color=TINT)
        axes.scatter(predicted, observed, s=12 + 120 * counts / max(float(counts.max(initial=0)), 1.0), color=MARK, alpha=0.85)
        axes.set(xlabel="predicted probability", ylabel="observed share", title=title, xlim=(0, 1), ylim=(0, 1))

    return picture(draw, 3.6, 3.4)


def _spread_out(axes: Axes, values: Array) -> None:
    """A log axis where the values span more than two powers of ten, short letters where they are large."""
    if len(values) and values.min() > 0 and values.max() > 100 * values.min():
        axes.set_xscale("log")
    if len(values) and values.max() >= 10_000:
        as_money("x", axes)


def _years(axes: Axes, shown: list[float]) -> None:
    """Whole years with room at the sides, however few."""
    if shown:
        axes.set_xlim(min(shown) - 0.8, max(shown) + 0.8)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
